using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSim.Exploration;

/// <summary>Collects what one step lets the program see.</summary>
internal sealed class SeenSink : IEventSink
{
    /// <summary>What a thread of the program has seen, by the thread's number; -1: what a handler or a function has seen.</summary>
    public List<(int Thread, string Text)> Seen { get; } = [];

    /// <summary>The calls that have returned.</summary>
    public List<(Call Call, Result Result)> Returned { get; } = [];

    /// <summary>Whose steps are watched. Set once it is made.</summary>
    public Simulation? Simulation { get; set; }

    public void Clear()
    {
        Seen.Clear();
        Returned.Clear();
    }

    /// <inheritdoc/>
    public void Begin(HistoryHeader header)
    {
    }

    /// <inheritdoc/>
    public void Add(Event e)
    {
        // The observer at the end asks for what an explorer reads from the state.
        if (e.Thread == "-") return;
        switch (e)
        {
            case Return returned: Add(returned); break;
            case SignalCaught caught: Seen.Add((-1, ObservationText.OfSignal(caught))); break;
            case CallbackStarted started: Seen.Add((-1, ObservationText.OfFunction(started))); break;
            case ThreadEnded { Canceled: true } ended: Seen.Add((Simulation!.NumberOf(ended.Thread), "canceled")); break;
            default: break;
        }
    }

    private void Add(Return returned)
    {
        var (thread, function, call) = Simulation!.PlaceOf(returned.Thread);
        Returned.Add((call, returned.Result));
        if (ObservationText.Of(call, returned.Result) is { } text) Seen.Add(function is null ? (thread, text) : (-1, $"{function}: {text}"));
    }
}

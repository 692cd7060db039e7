namespace AioSim.Exploration;

/// <summary>Counts what a search does, and tells now and then.</summary>
internal sealed class Meter(ExplorationOptions options)
{
    private const long Every = 256;

    private long _told;

    public long Schedules { get; set; }

    public long States { get; set; }

    public long Transitions { get; set; }

    public int Depth { get; set; }

    /// <summary>Nobody has ended the search.</summary>
    public bool GoesOn { get; private set; } = true;

    /// <summary>Tells how far the search is, if it is time to. False: it ends here.</summary>
    public bool Tell(int outcomes, int failures, long done = -1, long of = 0)
    {
        if (options.Progress is null || Schedules + States - _told < Every) return GoesOn;
        _told = Schedules + States;
        var share = done < 0 || of <= 0 ? -1 : (int)(done * 1000 / of);
        return GoesOn = GoesOn && options.Progress(new ExplorationProgress(Schedules, States, Transitions, Depth, outcomes, failures, share));
    }
}

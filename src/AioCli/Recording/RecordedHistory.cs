using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>What was recorded of one image: its history, which is made anew each time it is read, and what the program did wrong.</summary>
internal sealed class RecordedHistory
{
    private readonly RecordLog _log;
    private readonly EndKind _end;

    /// <summary>The recording of an image.</summary>
    /// <param name="log">The notes of all.</param>
    /// <param name="image">Which image.</param>
    /// <param name="target">What it ran on, for the head of the history.</param>
    /// <param name="end">Whether more might have come.</param>
    public RecordedHistory(RecordLog log, RecordedImage image, string target, EndKind end)
    {
        (_log, Image, _end) = (log, image, end);
        Header = new HistoryHeader
        {
            Target = target,
            // Nobody knows what else the process and the machine did: space, limits, memory.
            Declaration = Declaration.Default with { MayTransferShort = true, MayExhaust = true },
            Files = new RecordedNames(image.Notes(log)).Files,
        };
        var events = New();
        foreach (var _ in events.Of(Image.Notes(_log), _end)) Events++;
        Misuses = events.Misuses;
    }

    /// <summary>Whose.</summary>
    public RecordedImage Image { get; }

    /// <summary>The head of the history.</summary>
    public HistoryHeader Header { get; }

    /// <summary>How many events there are.</summary>
    public long Events { get; }

    /// <summary>What the program did wrong, in order.</summary>
    public IReadOnlyList<ProgramMisuse> Misuses { get; }

    /// <summary>All events, up to the end of the recording.</summary>
    public IEnumerable<Event> All() => New().Of(Image.Notes(_log), _end);

    /// <summary>The events that can be judged.</summary>
    public IEnumerable<Event> Judgeable() => ProgramMisuse.Judgeable(All(), Misuses);

    private RecordedEvents New() => new(new RecordedNames(Image.Notes(_log)));
}

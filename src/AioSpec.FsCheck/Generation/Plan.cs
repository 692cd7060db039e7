using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>
/// What all bodies of a program under construction share: files, descriptors, signals, who may close what, and the facts
/// that the walk of each body is given. Everything that one body must promise another is decided here, first.
/// </summary>
internal sealed class Plan(Draw draw, GeneratorOptions options, int threads, ProgramFacts facts)
{
    /// <summary>How many control blocks each body has.</summary>
    public const int BlocksOfThread = 4;

    private int _tag = 100;
    private int _value;

    public Draw Draw => draw;

    public GeneratorOptions Options => options;

    public int Threads => threads;

    public ProgramFacts Facts => facts;

    public Declaration Declared => facts.Declared;

    /// <summary>The unit of all sleeps, latencies and timeouts, in nanoseconds: what happens, happens at the same time.</summary>
    public long Beat { get; } = draw.Pick(1_000L, 100_000L, 1_000_000L);

    public DeviceScript Device { get; set; } = DeviceScript.Instant;

    /// <summary>The calls that open what the threads use, in order.</summary>
    public List<Perform> Openings { get; } = [];

    /// <summary>The variables that hold descriptors.</summary>
    public List<string> Variables { get; } = [];

    public List<PlannedSignal> Signals { get; } = [];

    /// <summary>Blocks that other bodies than their submitter may use.</summary>
    public List<SharedBlock> Shared { get; } = [];

    /// <summary>The descriptor of each block's last submission that was written.</summary>
    public Dictionary<string, Fd> SubmittedOn { get; } = new(StringComparer.Ordinal);

    /// <summary>Notification functions with a block of their own, whose bodies are written last.</summary>
    public List<PlannedFunction> Functions { get; } = [];

    /// <summary>Gates on which the device stalls and that some thread has yet to open.</summary>
    public List<string> StallGates { get; } = [];

    /// <summary>The thread that another one may cancel, or null.</summary>
    public string? Canceled { get; set; }

    /// <summary>Whether a notification function submits the block again.</summary>
    public bool IsChained(string cb) => Functions.Exists(f => f.Cb == cb && f.Link is not null);

    /// <summary>Bytes that no other write of the program has.</summary>
    public Data NewBytes(long length) => Data.Tag(_tag++, length);

    /// <summary>A value that no other notification of the program has, or a pointer to the block.</summary>
    public SigVal NewValue(string? cb) => cb is not null && draw.Chance(40) ? SigVal.To(cb) : new SigVal(++_value);

    /// <summary>A length of time that others of the program are likely to meet.</summary>
    public long Delay() => draw.Weighted((1, 0L), (1, 1L), (4, Beat), (3, 2 * Beat), (2, 3 * Beat), (1, 5 * Beat), (1, Beat + 1));

    public static string ThreadName(int index) => "t" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A signal of a program, with what is done about it.</summary>
internal sealed record PlannedSignal(Signo Signo, Disposition Disposition, string? Handler, bool Restart, bool Siginfo)
{
    public Sigaction Action => new(Signo, Disposition, Handler, Restart, Siginfo);
}

/// <summary>A block that bodies other than its submitter may use, once its gate is open or its flag is set.</summary>
internal sealed record SharedBlock(string Cb, string Owner, Fd Fildes, string? Gate, string Flag, bool MayReturn);

/// <summary>A notification function, and the block that only it is called for; null: it serves any.</summary>
internal sealed record PlannedFunction(string Name, string? Cb, ChainLink? Link = null);

/// <summary>The submission with which a notification function goes on (NOTIFY-16).</summary>
internal sealed record ChainLink(bool Write, ControlBlock Block);

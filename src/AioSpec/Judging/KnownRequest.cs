using AioSpec.Model;
using AioSpec.Model.Rules;

namespace AioSpec.Judging;

/// <summary>What is known of one request: bounds of its completion, its outcome as far as it was seen, and because of what.</summary>
internal sealed class KnownRequest
{
    public required RequestInfo Info { get; init; }

    public required int Index { get; init; }

    /// <summary>A call about this request alone: its members.</summary>
    public required int[] Alone { get; init; }

    /// <summary>The request of the same block before this one, while this one is current.</summary>
    public required KnownRequest? Previous { get; set; }

    /// <summary>The place of that one, and whether something was still to be told of it when this one was submitted.</summary>
    public int PreviousIndex { get; set; }

    public bool PreviousIsNeeded { get; set; }

    /// <summary>It is the latest request of its block.</summary>
    public bool IsCurrent { get; set; } = true;

    /// <summary>An aio_cancel asked for it, whatever it answered.</summary>
    public bool CancelTried { get; set; }

    /// <summary>The block has the number of another descriptor since: it was an element that is ignored.</summary>
    public bool Rewritten { get; set; }

    /// <summary>
    /// Its list ended with EAGAIN, and nothing says that it was queued. Where it was not, its status is EAGAIN (LIO-17), and that is the
    /// sentence which is broken where anything else about it is not permitted.
    /// </summary>
    public bool MayBeLeftOut => List is { LeftOut: true } && Accepted == Model.Truth.Maybe;

    /// <summary>A signal ended the call that waited for its list, and nothing was seen of it: it may never have been initiated (LIO-18).</summary>
    public bool MayNotBeInitiated => List is { Interrupted: true } && Accepted == Model.Truth.Maybe && !Notified && !StatusTold;

    /// <summary>The call that submitted it.</summary>
    public required Moment Submitted { get; init; }

    /// <summary>The process it belongs to.</summary>
    public required int Process { get; init; }

    /// <summary>The thread that submitted it.</summary>
    public required KnownThread Submitter { get; init; }

    /// <summary>The list that it is an element of.</summary>
    public KnownList? List { get; set; }

    /// <summary>When the submission returned.</summary>
    public Moment Returned { get; set; } = Moment.Never;

    /// <summary>Yes once the submission said so, No once it was refused, Maybe in between and where the call did not tell.</summary>
    public Truth Accepted { get; set; } = Truth.Maybe;

    /// <summary>It was not complete at this moment, and because of what.</summary>
    public Moment NotBefore { get; set; }

    public Because NotBeforeBecause { get; set; }

    /// <summary>It was complete at this moment, and because of what.</summary>
    public Moment By { get; set; } = Moment.Never;

    public Because ByBecause { get; set; }

    /// <summary>The final error status, once it was seen.</summary>
    public Errno? Status { get; set; }

    public Because StatusBecause { get; set; }

    /// <summary>aio_error has told the final status.</summary>
    public bool StatusTold { get; set; }

    /// <summary>What is to be looked at again when more is known of this request.</summary>
    public List<Obligation>? Obligations { get; set; }

    /// <summary>The status was ruled out to be 0, to be ECANCELED.</summary>
    public bool NotSucceeded { get; set; }

    public bool NotCanceled { get; set; }

    /// <summary>The return status, once it was seen.</summary>
    public long? Result { get; set; }

    public Because ResultBecause { get; set; }

    /// <summary>When the first aio_return that retrieved the result was called, and when it had returned.</summary>
    public Moment ReapedFrom { get; set; } = Moment.Never;

    public Moment ReapedBy { get; set; } = Moment.Never;

    /// <summary>How many aio_return calls of it are under way, and whether two ever were.</summary>
    public int OpenReturns { get; set; }

    public bool ReturnsOverlapped { get; set; }

    /// <summary>The file offset that lseek had set when it was submitted, where it is known.</summary>
    public long? OffsetSought { get; set; }

    /// <summary>It was in progress when all was quiet.</summary>
    public bool PolledAtEnd { get; set; }

    /// <summary>How many aio_suspend calls have listed it.</summary>
    public int Waits { get; set; }

    /// <summary>Where its element notification is accounted for.</summary>
    public Source? Sends { get; set; }

    /// <summary>A notification of it may still come.</summary>
    public bool Owed { get; set; }

    /// <summary>Its element notification has come.</summary>
    public bool Notified { get; set; }

    /// <summary>Something about it was not permitted: what is known of it counts no more.</summary>
    public bool Tainted { get; set; }

    /// <summary>A list that ought to have been refused may work on its block for an earlier submission of it.</summary>
    public bool IsInUseElsewhere { get; set; }

    /// <summary>The bytes of its buffer that the program saw after completion, and the event.</summary>
    public Data? SeenBytes { get; set; }

    public long SeenBytesEvent { get; set; }

    /// <summary>Where these bytes come from was judged.</summary>
    public bool BytesJudged { get; set; }

    /// <summary>What the program stored into the buffer after completion.</summary>
    public Data? Poison { get; set; }

    /// <summary>Reads and writes queued before this aio_fsync: through the same descriptor, through others.</summary>
    public int[] CoveredSame { get; set; } = [];

    public int[] CoveredOther { get; set; } = [];

    /// <summary>Those of which nobody can say whether they were queued before it.</summary>
    public int[] PerhapsCovered { get; set; } = [];

    /// <summary>By how many calls that are open it is asked for, and how many of those aio_fsync that are remembered cover it.</summary>
    public int Holders { get; set; }

    /// <summary>The event that listed it last.</summary>
    public long Listed { get; set; } = -1;

    /// <summary>Cancellations that cover it: how many are under way, and whether one that is over may have worked.</summary>
    public int OpenCancels { get; set; }

    public bool MayBeCanceled => Cancelers > 0;

    /// <summary>How many cancellations that are over may have worked.</summary>
    public int Cancelers { get; set; }

    /// <summary>What is left of the rules for such a request; null: they are asked as a whole.</summary>
    public RepeatedRules? Rules { get; set; }

    /// <summary>Circumstances seen.</summary>
    public TellSet Tells;

    /// <summary>Its place among the requests that may be outstanding, or -1.</summary>
    public int OutstandingPlace { get; set; } = -1;

    /// <summary>Its effect on a regular file, where it is a write.</summary>
    public KnownWrite? Write { get; set; }

    /// <summary>Its effect on a stream, where it is a write.</summary>
    public StreamWrite? StreamWrite { get; set; }

    /// <summary>What its descriptor refers to.</summary>
    public KnownDescription? On { get; init; }

    /// <summary>What it keeps from settling in its file, where it is a read.</summary>
    public OpenRead? Read { get; set; }

    /// <summary>Two appends keep the order of their calls: on one description, one call after the other, and of no lower priority (APPEND-01, APPEND-02).</summary>
    public static bool InOrder(KnownRequest first, KnownRequest second) => ReferenceEquals(first.On, second.On)
        && first.Returned < second.Submitted && !OrderRules.IsPreferred(second.Info, first.Info);

    /// <summary>From its submission until it was surely complete, or until now.</summary>
    public Window Span(Moment now) => new(Submitted, Moment.Earlier(By, now));
}

/// <summary>A set of circumstances.</summary>
internal struct TellSet
{
    private ulong _bits;

    public readonly bool Any => _bits != 0;

    public readonly bool Has(Tell tell) => (_bits >> (int)tell & 1) != 0;

    public void Add(Tell tell) => _bits |= 1UL << (int)tell;
}

namespace AioSpec.Judging;

/// <summary>A point in a history: its time, and among events of one time its place in the file.</summary>
internal readonly record struct Moment(long Time, long Sequence)
{
    /// <summary>Before everything.</summary>
    public static readonly Moment Start = new(long.MinValue, long.MinValue);

    /// <summary>After everything.</summary>
    public static readonly Moment Never = new(long.MaxValue, long.MaxValue);

    /// <summary>The instant at which a time begins: before every event of that time.</summary>
    public static Moment At(long time) => new(time, -1);

    public static Moment Earlier(Moment a, Moment b) => a < b ? a : b;

    public static Moment Later(Moment a, Moment b) => a > b ? a : b;

    public static bool operator <(Moment a, Moment b) => a.Time != b.Time ? a.Time < b.Time : a.Sequence < b.Sequence;

    public static bool operator >(Moment a, Moment b) => b < a;

    public static bool operator <=(Moment a, Moment b) => !(b < a);

    public static bool operator >=(Moment a, Moment b) => !(a < b);
}

/// <summary>A stretch of a history in which something happened.</summary>
internal readonly record struct Window(Moment From, Moment To);

/// <summary>Why something is known: the clause that promised it, and the event.</summary>
internal readonly record struct Because(Model.Clause? Clause, long Event);

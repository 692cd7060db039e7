using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>A record that goes to the end of something: an append, or the write of a stream.</summary>
/// <param name="Data">Its bytes.</param>
/// <param name="Sure">How many of them are surely there.</param>
/// <param name="Most">How many at the most.</param>
/// <param name="Begin">It was not there before.</param>
/// <param name="End">It was there then.</param>
/// <param name="Order">The order of submission.</param>
/// <param name="Priority">By how much its priority is lowered.</param>
/// <param name="Request">The request; null for a synchronous write.</param>
internal sealed record Record(Data Data, long Sure, long Most, Moment Begin, Moment End, long Order, int Priority, KnownRequest? Request)
{
    /// <summary>Whether both are requests on one open file description or stream, this one submitted first.</summary>
    private bool IsSubmittedBefore(Record other) =>
        Request is { } a && other.Request is { } b && KnownRequest.InOrder(a, b);

    /// <summary>Whether this one stands before the other in any case.</summary>
    public bool MustPrecede(Record other, Declaration declared) =>
        End < other.Begin || (IsSubmittedBefore(other) && OrderRules.KeepsOrder(declared, Request!.Info, other.Request!.Info));
}

/// <summary>Which order of records makes up given bytes, where one exists: a search with a bound.</summary>
internal sealed class Records(IReadOnlyList<Record> records, Data bytes, long start, Func<Record, Record, bool> mustPrecede)
{
    private const int MostSteps = 200_000;

    private readonly bool[] _used = new bool[records.Count];
    private int _steps;

    /// <summary>Whether the search was given up.</summary>
    public bool GaveUp => _steps >= MostSteps;

    /// <summary>Whether the bytes from the start to their end are the records in some permitted order.</summary>
    public bool Match() => Match(start);

    private bool Match(long at)
    {
        if (at == bytes.Length && RestMayBeAbsent()) return true;
        for (var i = 0; i < records.Count; i++)
        {
            if (_used[i] || ++_steps >= MostSteps || !MayBeNext(i)) continue;
            var fits = Fitting(records[i], at);
            if (fits < records[i].Sure || (fits == 0 && records[i].Most > 0)) continue;
            _used[i] = true;
            if (Match(at + fits)) return true;
            _used[i] = false;
        }

        return false;
    }

    private bool RestMayBeAbsent()
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (!_used[i] && records[i].Sure > 0) return false;
        }

        return true;
    }

    private bool MayBeNext(int next)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (i != next && !_used[i] && records[i].Sure > 0 && mustPrecede(records[i], records[next])) return false;
        }

        return true;
    }

    private long Fitting(Record record, long at)
    {
        var length = Math.Min(record.Most, bytes.Length - at);
        if (length <= 0) return 0;
        var differs = bytes.Slice(at, length).FirstDifference(record.Data.Slice(0, length));
        return differs < 0 ? length : differs;
    }
}

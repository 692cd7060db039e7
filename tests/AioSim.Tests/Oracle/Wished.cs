using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <summary>
/// What the history shows of one request later on: it tells how its transfer may have ended, so that not every errno and
/// every count needs to be tried.
/// </summary>
internal sealed class Wished
{
    private readonly List<Result> _retrieved = [];

    /// <summary>The final statuses that aio_error gave.</summary>
    public SortedSet<Errno> Statuses { get; } = [];

    /// <summary>aio_return gave -1.</summary>
    public bool Failed { get; private set; }

    /// <summary>The count that aio_return gave, where all agree.</summary>
    public long? Count => _retrieved.Select(r => r.Value).Distinct().Count() == 1 ? _retrieved[0].Value : null;

    /// <summary>The bytes that came with it.</summary>
    public Data? Bytes => Count is null ? null : _retrieved.Select(r => r.Bytes).FirstOrDefault(b => b is not null);

    /// <summary>Nothing is seen of how it ended.</summary>
    public bool Unseen => Statuses.Count == 0 && _retrieved.Count == 0 && !Failed;

    /// <summary>Of each submission, from its call to the return of the next one of the same control block.</summary>
    public static Dictionary<ControlBlock, Wished> All(Track track)
    {
        var all = new Dictionary<ControlBlock, Wished>(ReferenceEqualityComparer.Instance);
        var submissions = track.Events.Index().SelectMany(e => Submissions(e.Index, e.Item)).ToList();
        foreach (var (place, cb, block) in submissions)
        {
            var next = submissions.Where(s => s.Place > place && s.Cb == cb).Select(s => s.Place).DefaultIfEmpty(-1).First();
            var end = next < 0 || track.ReturnOf(next) < 0 ? track.Events.Length : track.ReturnOf(next);
            var seen = all[block] = new Wished();
            for (var i = place; i < end; i++) seen.Add(track, i, cb);
        }

        return all;
    }

    private static IEnumerable<(int Place, string Cb, ControlBlock Block)> Submissions(int place, Event e) => (e as Invoke)?.Call switch
    {
        AioRead c => [(place, c.Cb, c.Block)],
        AioWrite c => [(place, c.Cb, c.Block)],
        AioFsync c => [(place, c.Cb, c.Block)],
        LioListio c => c.List.OfType<ListElement>().Select(element => (place, element.Cb, element.Block)),
        _ => [],
    };

    private void Add(Track track, int place, string cb)
    {
        if (track.Events[place] is not Invoke invoke || track.ResultOf(place) is not { } result) return;
        if (invoke.Call is AioError asked && asked.Cb == cb && result.Value >= 0 && result.Value != (long)Errno.EINPROGRESS)
        {
            Statuses.Add((Errno)result.Value);
        }

        if (invoke.Call is not AioReturn retrieved || retrieved.Cb != cb) return;
        if (result.Value >= 0) _retrieved.Add(result);
        else Failed = true;
    }
}

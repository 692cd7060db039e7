using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes aio_suspend.</summary>
internal static class Suspends
{
    public static void Write(Scribe scribe)
    {
        var draw = scribe.Draw;
        var usable = BlockPool.Usable(scribe);
        var list = ImmutableArray.CreateBuilder<string?>();
        if (usable.Count > 0)
        {
            for (var i = draw.Weighted((5, 1), (3, 2), (2, 3)); i > 0; i--) list.Add(draw.Chance(15) ? null : draw.PickFrom(usable));
        }
        else if (draw.Chance(70)) return;

        scribe.Add(new AioSuspend(list.ToImmutable(), TimeoutFor(scribe, list)) { Lfs64 = draw.Chance(5) });
    }

    /// <summary>A timeout; never none.</summary>
    public static Timespec Timeout(Scribe scribe) => scribe.Draw.Below(20) switch
    {
        < 3 => new Timespec(0, 0),
        < 10 => Timespec.FromNanoseconds(scribe.Plan.Beat),
        < 15 => Timespec.FromNanoseconds(5 * scribe.Plan.Beat),
        < 19 => new Timespec(1, 0),
        _ => scribe.Draw.Pick(new Timespec(0, 1_000_000_000), new Timespec(0, -1), new Timespec(-1, 0)),
    };

    /// <summary>No limit, too, but only where something listed surely completes and nobody takes its result away (SUSPEND-03).</summary>
    public static Timespec? TimeoutFor(Scribe scribe, IEnumerable<string?> list)
    {
        var facts = scribe.Plan.Facts;
        var sure = scribe.Kind != Validity.BodyKind.Handler && list.OfType<string>().Any(cb =>
            scribe.State[cb] is { Sure: true, MaybeReturned: false } && facts.Use(cb).Returners.All(body => body == scribe.Body));
        return sure && scribe.Draw.Chance(30) ? null : Timeout(scribe);
    }
}

using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Draws what a target declares.</summary>
internal static class Declarations
{
    public static Declaration Any(Draw draw)
    {
        var most = Declaration.Default.Options;
        return Declaration.Default with
        {
            Options = draw.Weighted((6, most), (3, most | PosixOptions.PIO), (1, most | PosixOptions.TPS | PosixOptions.PIO)),
            ListioMax = draw.Weighted<int?>((6, null), (1, 2), (2, 4)),
            AioMax = draw.Weighted<int?>((8, null), (1, 1), (1, 2), (1, 4)),
            PrioDeltaMax = draw.Weighted((3, 20), (1, 0), (1, 3)),
            PipeBuf = draw.Weighted((3, 4096), (1, 512)),
            PipeCapacity = draw.Weighted((3, 65536), (1, 4096)),
            Priority = draw.Weighted((3, 0), (1, 5)),
            MayExhaust = draw.Chance(4),
            MayTransferShort = draw.Chance(10),
            MayCrash = draw.Chance(10),
            Profile = AnyProfile(draw),
        };
    }

    private static Profile AnyProfile(Draw draw) => new()
    {
        ErrorsByCall = Point(draw),
        CancelsRunning = Point(draw),
        CancelsQueued = Point(draw),
        EinvalAfterReturn = Point(draw),
        AppendsInOrder = Point(draw),
        CloseCancels = Point(draw),
        Prioritized = Point(draw),
        ListReportsElements = Point(draw),
        NotifiesEmptyList = Point(draw),
    };

    private static bool? Point(Draw draw) => draw.Weighted<bool?>((2, null), (1, true), (1, false));
}

using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes aio_cancel: of a block, of a descriptor, of a descriptor that is not open.</summary>
internal static class Cancels
{
    public static void Write(Scribe scribe)
    {
        var draw = scribe.Draw;
        if (draw.Chance(40)) scribe.Add(new Sleep(scribe.Plan.Delay()));
        var usable = BlockPool.Usable(scribe);
        if (usable.Count > 0 && draw.Chance(60)) One(scribe, draw.PickFrom(usable));
        else if (draw.Chance(12)) scribe.Add(new AioCancel(Descriptors.Bad(draw), null));
        else scribe.Add(new AioCancel(Descriptors.Any(scribe), null) { Lfs64 = draw.Chance(5) });
    }

    // The block's own descriptor is the usual one; another is unspecified (CANCEL-11), one that is not open is EBADF.
    private static void One(Scribe scribe, string cb)
    {
        var own = scribe.Plan.SubmittedOn.TryGetValue(cb, out var fildes) && (fildes.Name is not { } name || scribe.State.Opened.Contains(name));
        var fd = own && scribe.Draw.Chance(90) ? fildes : Descriptors.Any(scribe);
        scribe.Add(new AioCancel(fd, cb));
    }
}

namespace AioSpec.Model;

/// <summary>How many bytes a successful transfer moves (read/D, write/D), over ranges: a known size is a range of one number.</summary>
public static class Counts
{
    /// <summary>The counts that a successful request may return.</summary>
    public static Range64 Of(IWorld world, int request)
    {
        var info = world.Info(request);
        if (info.Kind is RequestKind.Fsync or RequestKind.Invalid || info.Description is not { } description) return default;
        var length = info.Nbytes < 0 ? long.MaxValue : info.Nbytes;
        if (length == 0) return default;
        if (description.HoldsNothing) return OfNothing(info.Kind, description.Type, length, world.Declared.MayTransferShort ? Math.Min(1, length) : length);
        if (description.IsStream) return OfStream(world, request, info, description, length);
        var room = info.UsesOffset ? Math.Max(0, description.OffsetMaximum - info.Block.Offset) : long.MaxValue;
        length = Math.Min(length, room);
        var shortest = world.Declared.MayTransferShort ? Math.Min(1, length) : length;
        if (info.Kind == RequestKind.Write) return new Range64(shortest, length);
        var size = world.SizeDuring(request);
        var (least, most) = (Left(size.Min, info.Block.Offset, length), Left(size.Max, info.Block.Offset, length));
        return new Range64(Math.Min(least, shortest), most);
    }

    internal static Truth Fits(IWorld world, in Scope scope)
    {
        var range = Of(world, scope.Request);
        if (scope.Outcome.Value < range.Min || scope.Outcome.Value > range.Max) return Truth.No;
        return range.Min == range.Max ? Truth.Yes : Truth.Maybe;
    }

    private static long Left(long size, long offset, long length) => Math.Clamp(size - offset, 0, length);

    /// <summary>A source without end may bring fewer bytes than were asked for, as any that is no regular file (READ-04); a sink takes all.</summary>
    private static Range64 OfNothing(RequestKind kind, FileType type, long length, long shortest) => (kind, type) switch
    {
        (RequestKind.Read, FileType.NullDevice) => default,
        (RequestKind.Read, _) => new Range64(1, length),
        _ => new Range64(shortest, length),
    };

    private static Range64 OfStream(IWorld world, int request, RequestInfo info, Description description, long length)
    {
        // A write may be cut short by a cancellation (CANCEL-17), by O_NONBLOCK or by the end of its readers.
        if (info.Kind == RequestKind.Write)
        {
            var whole = !description.Nonblocking && world.CancelTried(request) == Truth.No && world.PeerClosed(request) == Truth.No;
            return new Range64(whole ? length : 1, length);
        }

        var available = world.StreamDuring(request).Max;
        var least = world.PeerClosed(request) == Truth.No ? 1 : 0;
        return new Range64(Math.Min(least, length), Math.Min(available, length));
    }
}

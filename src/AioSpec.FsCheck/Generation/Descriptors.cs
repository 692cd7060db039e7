using AioSpec.FsCheck.Validity;

namespace AioSpec.FsCheck.Generation;

/// <summary>Chooses descriptors.</summary>
internal static class Descriptors
{
    /// <summary>A number that is not open.</summary>
    public static Fd Bad(Draw draw) => draw.Pick(new Fd(-1), new Fd(99), new Fd(777));

    /// <summary>What is known of a descriptor here.</summary>
    public static DescriptorStatus Status(Scribe scribe, Fd fd) => DescriptorStatus.Of(fd, scribe.Body, scribe.State, scribe.Plan.Facts);

    /// <summary>A descriptor for this operation; mostly one that can do it, sometimes a wrong, closed or bad one.</summary>
    public static Fd For(Scribe scribe, bool write, int wrong = 10)
    {
        var draw = scribe.Draw;
        if (draw.Chance(wrong)) return draw.Chance(50) ? Bad(draw) : Any(scribe);
        return Where(scribe, info => write ? info.CanWrite : info.CanRead) ?? Any(scribe);
    }

    /// <summary>Any variable that is set, also one that was closed; a bad number where there is none.</summary>
    public static Fd Any(Scribe scribe) => scribe.State.Opened.IsEmpty ? Bad(scribe.Draw) : Fd.Variable(scribe.Draw.PickFrom(scribe.State.Opened));

    /// <summary>A descriptor that is surely open and fits; null where there is none.</summary>
    public static Fd? Where(Scribe scribe, Func<DescriptorInfo, bool> fits)
    {
        var found = scribe.State.Opened.Where(v => Status(scribe, Fd.Variable(v)).Info is { } info && fits(info)).ToList();
        return found.Count == 0 ? null : Fd.Variable(scribe.Draw.PickFrom(found));
    }
}

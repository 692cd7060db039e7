using System.Globalization;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes close, dup, dup2 and open in the midst of requests.</summary>
internal static class DescriptorCalls
{
    public static void Write(Scribe scribe)
    {
        var draw = scribe.Draw;
        switch (draw.Below(10))
        {
            case < 4: Close(scribe); break;
            case < 6: Replace(scribe); break;
            case 6: Copy(scribe); break;
            case 7: Shut(scribe); break;
            default: Reopen(scribe); break;
        }
    }

    private static void Close(Scribe scribe)
    {
        if (Mine(scribe) is { } name) scribe.Add(new Close(Fd.Variable(name)));
        else scribe.Add(new Close(Descriptors.Bad(scribe.Draw)));
    }

    private static void Replace(Scribe scribe)
    {
        if (Mine(scribe) is { } name && Descriptors.Where(scribe, _ => true) is { } by) scribe.Add(new Dup2(by, Fd.Variable(name)));
    }

    private static void Shut(Scribe scribe)
    {
        if (Descriptors.Where(scribe, info => info.Kind == DescriptorKind.Socket) is { } fd) scribe.Add(new Shutdown(fd));
        else Copy(scribe);
    }

    private static void Copy(Scribe scribe)
    {
        var fd = Descriptors.Any(scribe);
        var facts = scribe.Plan.Facts;
        var info = fd.Name is { } name && !facts.Closers.ContainsKey(name) ? facts.Descriptors.GetValueOrDefault(name) : null;
        scribe.Add(new Dup(fd), NewVariable(scribe, info));
    }

    private static void Reopen(Scribe scribe)
    {
        var regular = scribe.Plan.Facts.Files.Values.Where(f => f.Kind == FileKind.Regular).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        var open = new Open(scribe.Draw.PickFrom(regular).Path, scribe.Draw.Pick(OpenFlags.O_RDWR, OpenFlags.O_RDONLY, OpenFlags.O_RDWR | OpenFlags.O_APPEND));
        scribe.Add(open, NewVariable(scribe, DescriptorInfo.MadeBy(open, scribe.Plan.Facts.Files, _ => null)[0]));
    }

    /// <summary>A variable that this thread and no other may close, and has not closed yet.</summary>
    private static string? Mine(Scribe scribe)
    {
        var facts = scribe.Plan.Facts;
        var mine = scribe.State.Opened.Where(v => facts.Closers.TryGetValue(v, out var closers) && closers.Count == 1 && closers.Contains(scribe.Body)
            && Descriptors.Status(scribe, Fd.Variable(v)).Info is not null).ToList();
        return mine.Count == 0 ? null : scribe.Draw.PickFrom(mine);
    }

    private static string NewVariable(Scribe scribe, DescriptorInfo? info)
    {
        var facts = scribe.Plan.Facts;
        var name = "n" + (facts.Descriptors.Keys.Count(v => v.StartsWith('n')) + 1).ToString(CultureInfo.InvariantCulture);
        facts.Descriptors[name] = info;
        if (scribe.Draw.Chance(40)) facts.AddCloser(Fd.Variable(name), scribe.Body);
        return name;
    }
}

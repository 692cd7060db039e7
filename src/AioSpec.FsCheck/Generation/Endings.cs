using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Writes how threads and processes end with requests outstanding.</summary>
internal static class Endings
{
    public static void Write(Scribe scribe)
    {
        var (plan, draw) = (scribe.Plan, scribe.Draw);
        if (!plan.Options.Endings) return;
        if (draw.Chance(3)) scribe.Add(new PthreadExit());
        else if (draw.Chance(2)) scribe.Add(draw.Chance(70) ? new Exit() : new Exec());
    }

    /// <summary>Cancels the thread that was chosen for it (SUSPEND-21).</summary>
    public static void Cancel(Scribe scribe)
    {
        if (scribe.Plan.Canceled is { } thread && thread != scribe.Body) scribe.Add(new PthreadCancel(thread));
    }

    /// <summary>Calls that ask or hint and change nothing.</summary>
    public static void Ask(Scribe scribe)
    {
        var draw = scribe.Draw;
        switch (draw.Below(8))
        {
            case 0: scribe.Add(new Sysconf(draw.Pick("_SC_ASYNCHRONOUS_IO", "_SC_AIO_LISTIO_MAX", "_SC_AIO_MAX", "_SC_AIO_PRIO_DELTA_MAX"))); break;
            case 1: PathConf(scribe); break;
            case 2: scribe.Add(new SchedGetparam()); break;
            case 3: scribe.Add(new ClockStep(draw.Pick(-1_000_000_000L, 3_600_000_000_000L))); break;
            default: scribe.Add(new Sleep(scribe.Plan.Delay())); break;
        }
    }

    private static void PathConf(Scribe scribe)
    {
        if (Descriptors.Where(scribe, info => info.Kind == DescriptorKind.Regular) is { } fd)
        {
            scribe.Add(new Fpathconf(fd, scribe.Draw.Pick("_PC_ASYNC_IO", "_PC_PRIO_IO", "_PC_SYNC_IO")));
        }
    }
}

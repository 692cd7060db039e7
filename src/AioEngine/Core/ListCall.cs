using AioSpec;

namespace AioEngine.Core;

/// <summary>lio_listio as a row of steps: it opens, its elements are submitted one by one, it closes, and where it waits it ends later.</summary>
internal readonly struct ListCall(EngineCore core, bool waits, in Notice notice)
{
    /// <summary>The list, for the requests that are submitted with it.</summary>
    internal ListState List { get; } = core.OpenList(waits, waits && core.Defect != CoreDefect.WaitedListNotified ? Notice.None : notice);

    /// <summary>Step: all elements were submitted, or refused. True: the call waits for those that are outstanding.</summary>
    internal bool Close(in ListTally submitted)
    {
        core.CloseList(List, submitted.Refused > 0);
        return waits && List.Remaining > 0 && core.Defect != CoreDefect.ListDoesNotWait;
    }

    /// <summary>Step: what the call returns (LIO-11, LIO-12, LIO-15, LIO-17, LIO-18). A list that does not wait is not looked at: it may be another by now.</summary>
    internal Errno End(in ListTally submitted, bool interrupted)
    {
        var failed = waits ? List.Failed || core.Defect == CoreDefect.ListFailsForNothing : submitted.Refused > 0;
        if (waits) core.AbandonList(List);
        if (interrupted) return Errno.EINTR;
        if (core.Defect == CoreDefect.BegunListIsInvalid && submitted.Refused > 0) return Errno.EINVAL;
        return submitted.Starved ? Errno.EAGAIN : failed ? Errno.EIO : Errno.None;
    }
}

/// <summary>What became of the elements of a list, or of a batch.</summary>
internal struct ListTally
{
    /// <summary>How many were accepted.</summary>
    internal int Accepted { get; private set; }

    /// <summary>How many were not.</summary>
    internal int Refused { get; private set; }

    /// <summary>At least one was refused for lack of resources (LIO-17).</summary>
    internal bool Starved { get; private set; }

    /// <summary>One element was accepted (None), or refused.</summary>
    internal void Add(Errno error)
    {
        if (error == Errno.None) Accepted++;
        else Refused++;
        Starved |= error == Errno.EAGAIN;
    }
}

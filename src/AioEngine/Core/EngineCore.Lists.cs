namespace AioEngine.Core;

internal sealed unsafe partial class EngineCore
{
    /// <summary>Step: begins a list; it cannot become complete before <see cref="CloseList"/>.</summary>
    internal ListState OpenList(bool awaited, in Notice notice)
    {
        var list = _lists.Open();
        list.Awaited = awaited;
        list.Notice = notice;
        if (Defect == CoreDefect.ListEndsWhileSubmitted) list.Remaining = 0;
        return list;
    }

    /// <summary>Step: all members of the list were submitted.</summary>
    internal void CloseList(ListState list, bool failed)
    {
        if (Defect != CoreDefect.ListEndsWhileSubmitted) LeaveList(list, failed);
    }

    /// <summary>Step: the thread that waited for the list no longer does (LIO-18): what is outstanding goes on by itself.</summary>
    internal void AbandonList(ListState list)
    {
        if (list.Remaining == 0) _lists.Free(list);
        else list.Awaited = false;
    }

    /// <summary>Step: an element that is not queued carries why (LIO-12, LIO-17); one in progress by another call is left alone.</summary>
    internal void Refuse(NativeAiocb* block, AioSpec.Errno error)
    {
        if (block->Error == Status.InProgress) return;
        if (block->IsOwned) (slab.Owner(block) as RequestOwner)?.Refused(error);
        block->Result = -1;
        Volatile.Write(ref block->Error, (int)error);
    }

    private void LeaveList(ListState list, bool failed, bool canceled = false)
    {
        if (Defect == CoreDefect.ListForgetsCancellation && canceled) failed = false;
        list.Failed |= failed && Defect != CoreDefect.ListForgetsFailure;
        if (--list.Remaining > 0) return;
        if (Defect == CoreDefect.ListNotNotified) list.Notice = Notice.None;
        if (list.Awaited)
        {
            if (list.Notice.IsDue) Notices.Add(list.Notice);
            WaitersAreDue = true;
            return;
        }

        if (list.Notice.IsDue && (Defect != CoreDefect.FailedListNotNotified || !list.Failed)) Notices.Add(list.Notice);
        if (list.Notice.IsDue && Defect == CoreDefect.ListNotifiedTwice) Notices.Add(list.Notice);
        _lists.Free(list);
    }
}

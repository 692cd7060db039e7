using AioSpec.Model.Rules;

namespace AioSpec.Model;

/// <content>What is on the platter and what in the cache, and the crash of the system that tells the difference.</content>
public sealed partial class Machine
{
    /// <summary>Whether the system can crash now.</summary>
    public bool CanCrash => State.CrashDue && !State.Down;

    /// <summary>From now on the system can crash at any step.</summary>
    public void LetCrash()
    {
        State.CrashDue = true;
        Changes.Crash = true;
    }

    /// <summary>
    /// The system crashes: nothing goes on, and of each file that is there which was on the platter. Of every change that
    /// nobody synchronized it is chosen whether it had got there.
    /// </summary>
    public void Crash()
    {
        Invariant.Holds(CanCrash, $"the system crashes when it may");
        for (var file = 0; file < State.Files.Used; file++)
        {
            if (State.Files[file].Durable is { } durable) State.Files[file].Content = Survive(durable);
        }

        State.Down = true;
        Changes.Crash = true;
    }

    /// <summary>The run is over, and the system has not crashed.</summary>
    public void ForgetCrash()
    {
        State.CrashDue = false;
        Changes.Crash = true;
    }

    private Extents Survive(Durability durable)
    {
        var content = durable.Platter;
        foreach (var change in durable.Cached)
        {
            State.AskedChange = change;
            if (ChooseWhether(CrashRules.Survival, default)) content = change.On(content);
        }

        return content;
    }

    /// <summary>A regular file changes: bytes are written at a place, or it gets another length where there are none.</summary>
    private void Change(int file, long order, long offset, Data? bytes)
    {
        ref var slot = ref State.Files[file];
        slot.Content = bytes is null ? slot.Content.Truncate(offset) : slot.Content.Write(offset, bytes);
        if (slot.Durable is { } durable) slot.Durable = durable.With(new CachedChange(order, offset, bytes));
    }

    /// <summary>The order of what a synchronous call changes: after all that was submitted, and before what will be.</summary>
    private long AfterAll => OrderOf(State.Submissions) - 1;

    private static long OrderOf(long submission) => 2 * submission;

    /// <summary>A completion is seen: what it promises to survive is on the platter (SYNC-01, FSYNC-02).</summary>
    private void KeepPromise(in RequestSlot slot)
    {
        if (slot.File >= 0 && slot.Status == Errno.None && State.Files[slot.File].Durable is { } durable) KeepPromise(slot, durable);
    }

    // Apart, for what its lambdas hold is made where it begins.
    private void KeepPromise(in RequestSlot slot, Durability durable)
    {
        var info = slot.Info!;
        if (info.Kind == RequestKind.Fsync)
        {
            var covered = slot.Covers.Select(c => OrderOf(State.Info(c).Submission)).ToHashSet();
            State.Files[slot.File].Durable = durable.Promise(c => c.Order > OrderOf(info.Submission) ? Promises.None
                : covered.Contains(c.Order) ? Promises.Queued : Promises.Synchronized);
        }
        else if (info.Kind == RequestKind.Write && info.Description!.IsSynchronized)
        {
            State.Files[slot.File].Durable = durable.Promise(c => c.Order == OrderOf(info.Submission) ? Promises.Description : Promises.None);
        }
    }

    /// <summary>A synchronous call promises that all of a file, or what it has changed last, survives.</summary>
    private void KeepPromise(int file, Promises promise)
    {
        if (State.Files[file].Durable is not { Cached: { Count: > 0 } cached } durable) return;
        var last = cached[^1];
        State.Files[file].Durable = durable.Promise(c => promise == Promises.Synchronized || c.Equals(last) ? promise : Promises.None);
    }

    /// <summary>Counts a transfer: after so many the system can crash.</summary>
    private void CountTransfer()
    {
        if (State.Setting.CrashAfter == 0 || State.CrashDue) return;
        if (++State.Transfers == State.Setting.CrashAfter) LetCrash();
    }
}

namespace AioSpec.Model;

/// <content>
/// A state as parts that can be kept and put back one by one. What follows from other parts (how many refer to a slot, links,
/// counts) is in none of them: <see cref="Relink"/> makes it anew. So two runs that came to the same have the same parts.
/// </content>
public sealed partial class State
{
    /// <summary>How many parts of a kind there are; those of slots that are free are nothing.</summary>
    public int CountOf(PartKind kind) => kind switch
    {
        PartKind.Request => Requests.Used,
        PartKind.List => Lists.Used,
        PartKind.Block => Blocks.Length,
        PartKind.File or PartKind.Order => Files.Used,
        PartKind.Description => Descriptions.Used,
        PartKind.Thread => Threads.Used,
        _ => 1,
    };

    /// <summary>Writes the value of a part; nothing for a slot that is free.</summary>
    public void Write(PartKind kind, int index, PartWriter to)
    {
        switch (kind)
        {
            case PartKind.Request: Requests[index].Write(to, Setting); break;
            case PartKind.List: Lists[index].Write(to); break;
            case PartKind.Block: Blocks[index].Write(to); break;
            case PartKind.File when Files[index].InUse: Files[index].Write(to); break;
            case PartKind.File: break;
            case PartKind.Order: WriteOrder(index, to); break;
            case PartKind.Description: Descriptions[index].Write(to); break;
            case PartKind.Thread: Threads[index].Write(to); break;
            default: WriteRest(kind, to); break;
        }
    }

    /// <summary>A copy of a part that does not change, for <see cref="Put"/>.</summary>
    public object? Keep(PartKind kind, int index) => kind switch
    {
        PartKind.Request => Requests[index],
        PartKind.List => Lists[index] with { Elements = [.. Lists[index].Members] },
        PartKind.Block => Blocks[index],
        PartKind.File => Files[index],
        PartKind.Order => AppendsOf(index),
        PartKind.Description => Descriptions[index],
        PartKind.Thread => Threads[index].Clone(),
        PartKind.Descriptors => Descriptors.ToArray(),
        PartKind.Gates => GatesOpen.Clone(),
        PartKind.Pending => Pending.ToArray(),
        PartKind.Actions => Actions,
        PartKind.Queue => QueueOrder(),
        _ => (Crashed, Exited, Down, CrashDue, Transfers, Submissions),
    };

    /// <summary>Makes a part what it was when it was kept; null: a slot that is free. <see cref="Relink"/> has to follow.</summary>
    public void Put(PartKind kind, int index, object? kept)
    {
        switch (kind)
        {
            case PartKind.Request: Requests.Reach(index) = kept is null ? new RequestSlot { Covers = [] } : (RequestSlot)kept; break;
            case PartKind.List: Lists.Reach(index) = kept is null ? default : Copy((ListSlot)kept); break;
            case PartKind.Block: Block(index) = kept is null ? default : (BlockSlot)kept; break;
            case PartKind.File: Files.Reach(index) = kept is null ? default : (FileSlot)kept; break;
            case PartKind.Order: PutOrder(index, (int[]?)kept); break;
            case PartKind.Description: Descriptions.Reach(index) = kept is null ? default : (DescriptionSlot)kept; break;
            case PartKind.Thread: Threads.Reach(index) = kept is null ? default : ((ThreadSlot)kept).Clone(); break;
            case PartKind.Descriptors: Descriptors = [.. (int[])kept!]; break;
            case PartKind.Gates: GatesOpen = (bool[])((bool[])kept!).Clone(); break;
            case PartKind.Pending: PutPending((PendingSignal[])kept!); break;
            case PartKind.Actions: Actions = (SignalAction[])kept!; break;
            case PartKind.Queue: _queueOrder = (int[])kept!; break;
            default: (Crashed, Exited, Down, CrashDue, Transfers, Submissions) = ((Signo, bool, bool, bool, long, long))kept!; break;
        }
    }

    private static ListSlot Copy(in ListSlot list) => list with { Elements = [.. list.Elements] };

    private void WriteOrder(int index, PartWriter to)
    {
        ref var file = ref Files[index];
        if (file.FirstPlus1 == 0) return;
        // Who is outstanding follows from the requests; it is told here so that this alone says whether those of a file are independent.
        var tellsAll = !Setting.RequestsHaveOneSlot || IsOrdered(index);
        if (!tellsAll && file.Appends == 0) return;
        to.Add(AppendsOf(index));
        if (!tellsAll) return;
        to.Add((long)file.Fsyncs);
        var members = new List<int>();
        for (var at = file.FirstPlus1 - 1; at >= 0; at = Requests[at].NextInFile) members.Add(at);
        members.Sort();
        foreach (var member in members) to.Add((long)member);
    }

    private void PutOrder(int index, int[]? appends)
    {
        while (_appendOrders.Count <= index) _appendOrders.Add([]);
        _appendOrders[index] = appends ?? [];
    }

    private void PutPending(PendingSignal[] signals)
    {
        Pending = [.. signals];
        PendingMask = 0;
        foreach (var signal in signals) PendingMask |= Bit(signal.Signo.Number);
    }

    private void WriteRest(PartKind kind, PartWriter to)
    {
        switch (kind)
        {
            case PartKind.Descriptors: WriteDescriptors(to); break;
            case PartKind.Gates:
                for (var gate = 0; gate < GatesOpen.Length; gate++)
                {
                    if (GatesOpen[gate]) to.Add((long)gate);
                }

                break;
            case PartKind.Pending:
                foreach (var signal in Pending)
                {
                    to.Add((long)signal.Signo.Number | ((long)signal.Code << 32));
                    to.Add(signal.Value);
                    to.Add(signal.Cb);
                }

                break;
            case PartKind.Actions: WriteActions(to); break;
            case PartKind.Queue:
                to.Add(QueueOrder());
                if (Setting.QueueDepth > 0) to.Add((long)RunningCount);
                break;
            default: WriteProcess(to); break;
        }
    }

    private void WriteProcess(PartWriter to)
    {
        to.Add((long)Crashed.Number | (Exited ? 256L : 0) | (Down ? 512L : 0) | (CrashDue ? 1024L : 0));
        to.Add(Transfers);
        // What survives a crash depends on the order of submissions.
        if (Setting.Declared.MayCrash) to.Add(Submissions);
    }

    private void WriteDescriptors(PartWriter to)
    {
        for (var number = 0; number < Descriptors.Count; number++)
        {
            if (Descriptors[number] != None) to.Add(((long)number << 32) | (uint)Descriptors[number]);
        }
    }

    private void WriteActions(PartWriter to)
    {
        for (var signo = 0; signo < Actions.Length; signo++)
        {
            ref var action = ref Actions[signo];
            if (action == default) continue;
            to.Add((uint)signo | ((long)action.Disposition << 8) | (action.Restart ? 1L << 16 : 0) | (action.Siginfo ? 1L << 17 : 0));
            to.Add(action.Handler);
        }
    }
}

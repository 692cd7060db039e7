namespace AioSpec.Model;

/// <content>What follows from the parts of a state.</content>
public sealed partial class State
{
    private readonly List<int[]> _appendOrders = [];
    private int[] _queueOrder = [];

    /// <summary>After <see cref="Put"/>: makes anew what follows from the parts.</summary>
    public void Relink()
    {
        (FirstQueued, LastQueued, RunningCount, Outstanding) = (None, None, 0, 0);
        foreach (ref var file in Files.Items)
        {
            (file.FirstPlus1, file.LastPlus1, file.Fsyncs, file.Appends) = (0, 0, 0, 0);
            (file.Descriptions, file.Readers, file.Writers) = (0, 0, 0);
        }

        CountDescriptions();
        CountRequests();
        LinkFiles();
        LinkQueue();
        Requests.Collect((in RequestSlot slot) => slot.Phase == Phase.Free);
        Lists.Collect((in ListSlot slot) => !slot.InUse);
        Files.Collect((in FileSlot slot) => !slot.InUse);
        Descriptions.Collect((in DescriptionSlot slot) => slot.Info is null);
        Threads.Collect((in ThreadSlot slot) => !slot.Alive);
    }

    /// <summary>The appends that are outstanding on a file, in the order of submission; among others there is no order.</summary>
    internal int[] AppendsOf(int file)
    {
        if (Files[file].Appends == 0) return [];
        var order = new List<int>();
        for (var at = Files[file].FirstPlus1 - 1; at >= 0; at = Requests[at].NextInFile)
        {
            if (Requests[at].Info!.Appends) order.Add(at);
        }

        return [.. order];
    }

    /// <summary>The queue of a device that keeps the order of submission; of another one there is none.</summary>
    public int[] QueueOrder()
    {
        if (Setting.Reorder) return [];
        var order = new List<int>();
        for (var at = FirstQueued; at >= 0; at = Requests[at].NextQueued) order.Add(at);
        return [.. order];
    }

    private void CountDescriptions()
    {
        foreach (ref var description in Descriptions.Items)
        {
            description.References = 0;
            if (description.Info is not { } info) continue;
            Files[info.File].Descriptions++;
            if (info.Output != info.File) Files[info.Output].Descriptions++;
        }

        foreach (var description in Descriptors)
        {
            if (description == None) continue;
            Descriptions[description].References++;
            CountEnd(description, 1);
        }

        foreach (ref var thread in Threads.Items)
        {
            for (var i = 0; i < thread.WaitCount; i++)
            {
                if (thread.Waits[i].Kind is WaitKind.Read or WaitKind.Write) Descriptions[thread.Waits[i].Object].References++;
            }
        }
    }

    private void CountRequests()
    {
        foreach (ref var slot in Requests.Items)
        {
            slot.References = (slot.IsOutstanding ? 1 : 0) + (slot.Due ? 1 : 0);
            (slot.PreviousInFile, slot.NextInFile, slot.PreviousQueued, slot.NextQueued) = (None, None, None, None);
        }

        foreach (ref var slot in Requests.Items)
        {
            if (!slot.IsOutstanding) continue;
            Outstanding++;
            if (slot.Description >= 0) Descriptions[slot.Description].References++;
            foreach (var covered in slot.Covers) Requests[covered].References++;
        }

        foreach (ref var block in Blocks.AsSpan())
        {
            if (block.Current >= 0) Requests[block.Current].References++;
        }

        foreach (ref var list in Lists.Items)
        {
            if (!list.InUse) continue;
            foreach (var element in list.Members) Requests[element].References++;
        }

        foreach (ref var thread in Threads.Items)
        {
            for (var i = 0; i < thread.WaitCount; i++)
            {
                foreach (var listed in thread.Waits[i].Members) Requests[listed].References++;
            }
        }
    }

    private void LinkFiles()
    {
        for (var file = 0; file < Files.Used && file < _appendOrders.Count; file++)
        {
            foreach (var append in _appendOrders[file]) Enlist(append);
        }

        for (var request = 0; request < Requests.Used; request++)
        {
            ref var slot = ref Requests[request];
            if (slot.IsOutstanding && !slot.Info!.Appends) Enlist(request);
        }
    }

    private void LinkQueue()
    {
        if (!Setting.Reorder)
        {
            foreach (var request in _queueOrder) Enqueue(request);
        }

        for (var request = 0; request < Requests.Used; request++)
        {
            ref var slot = ref Requests[request];
            if (!slot.IsOutstanding || !ThroughDevice(request)) continue;
            if (slot.Phase == Phase.Queued && Setting.Reorder) Enqueue(request);
            else if (slot.Phase != Phase.Queued) RunningCount++;
        }
    }
}

namespace AioEngine.Core;

/// <summary>Requests in a row, linked through themselves.</summary>
internal unsafe struct RequestQueue
{
    internal NativeAiocb* Head;
    internal NativeAiocb* Tail;

    internal readonly bool IsEmpty => Head is null;

    internal void Append(NativeAiocb* request)
    {
        request->Next = null;
        request->Previous = Tail;
        if (Tail is null) Head = request;
        else Tail->Next = request;
        Tail = request;
    }

    /// <summary>Behind all of the same or a higher priority: a larger aio_reqprio is a lower priority (PRIO-02, PRIO-03).</summary>
    internal void AppendByPriority(NativeAiocb* request)
    {
        var before = Tail;
        while (before is not null && before->Reqprio > request->Reqprio) before = before->Previous;
        if (before == Tail)
        {
            Append(request);
            return;
        }

        var after = before is null ? Head : before->Next;
        request->Previous = before;
        request->Next = after;
        after->Previous = request;
        if (before is null) Head = request;
        else before->Next = request;
    }

    internal readonly void AddTo(ref AioSpec.Model.StableHash hash)
    {
        for (var request = Head; request is not null; request = request->Next) hash.Add(request->Index);
        hash.Add(-1L);
    }

    internal NativeAiocb* Take()
    {
        var head = Head;
        if (head is null) return null;
        Head = head->Next;
        if (Head is null) Tail = null;
        else Head->Previous = null;
        return head;
    }

    internal void Remove(NativeAiocb* request)
    {
        if (request->Previous is null) Head = request->Next;
        else request->Previous->Next = request->Next;
        if (request->Next is null) Tail = request->Previous;
        else request->Next->Previous = request->Previous;
        request->Next = request->Previous = null;
    }
}

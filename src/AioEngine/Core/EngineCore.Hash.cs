using AioSpec.Model;

namespace AioEngine.Core;

/// <summary>What the core is at a moment, for who explores its steps: two moments that are alike go on alike.</summary>
internal sealed unsafe partial class EngineCore
{
    /// <summary>A request is over, and its status can be stored.</summary>
    internal bool MayPublish => !_finished.IsEmpty;

    /// <summary>A request can be handed to the backend.</summary>
    internal bool MayIssue => !_ready.IsEmpty;

    /// <summary>Adds all of its state.</summary>
    internal void AddTo(ref StableHash hash)
    {
        hash.Add(Outstanding, Autonomous, Running);
        _ready.AddTo(ref hash);
        _finished.AddTo(ref hash);
        _files.AddTo(ref hash);
        _lists.AddTo(ref hash);
        Notices.AddTo(ref hash);
    }

    /// <summary>Adds the state of a request.</summary>
    internal static void AddTo(ref StableHash hash, NativeAiocb* request)
    {
        hash.Add((long)request->Phase, (long)request->Kind, (long)request->Marks, request->Cancelers);
        hash.Add(request->Error, request->Result, request->Moved, request->Segment);
        hash.Add(request->List, request->FileEntry, request->Held);
    }
}

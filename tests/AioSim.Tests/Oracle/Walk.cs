using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Oracle;

/// <summary>What comes without a decision: whatever could come before it could as well come after.</summary>
internal static class Walk
{
    /// <summary>The point at which nothing has happened.</summary>
    public static Node Begin(Track track)
    {
        var slots = new int[track.ActorCount];
        Array.Fill(slots, -1);
        var state = Machine.Initial(track.Setting, track.Header.Files, track.ProgramThreads + 1);
        for (var i = 0; i < track.ProgramThreads; i++) slots[i] = i;
        slots[track.ObserverActor] = track.ProgramThreads;
        // The observer is no thread of the program: no signal comes to it.
        var all = new Sigmask(MaskChange.SIG_BLOCK, []);
        new Machine(state, new Choices()).Call(track.ProgramThreads, new PreparedCall(track.Setting, all));
        return new Node(state, slots);
    }

    /// <summary>Goes on to the next event that needs a decision. False where the history does something that no program does.</summary>
    public static bool Through(Track track, Node node)
    {
        while (node.Position < track.Events.Length)
        {
            switch (Pass(track, node, track.Events[node.Position], track.Actors[node.Position]))
            {
                case null: return true;
                case false: return false;
                default: node.Position++; break;
            }
        }

        return true;
    }

    /// <summary>Whether the next event tells of a quiet end, before which all that can happen must have happened.</summary>
    public static bool AtQuietEnd(Track track, Node node) => node.Position == track.Tail && track.EndKind == EndKind.Quiet;

    /// <summary>Whether nothing can happen any more, where the system has no step left.</summary>
    public static bool IsQuiet(Track track, Node node)
    {
        if (node.Settled || !AtQuietEnd(track, node)) return false;
        for (var actor = 0; actor < track.ObserverActor; actor++)
        {
            if (node.Top(actor) is { Stage: not Stage.Handler } frame && !WaitsForEver(track, frame)) return false;
        }

        return true;
    }

    /// <summary>Who is in a handler need not come back from it; who is in a call must, unless what it waits for never comes.</summary>
    private static bool WaitsForEver(Track track, Frame frame) =>
        frame.Stage == Stage.Waiting && (frame.Expired || track.DeadlineOf(frame.Invoke) is null);

    /// <summary>True: the event has come. Null: it needs a decision.</summary>
    private static bool? Pass(Track track, Node node, Event e, int actor)
    {
        if (node.Position == track.Tail && track.EndKind == EndKind.Quiet && !node.Settled) return null;
        var slot = node.Slots[actor];
        switch (e)
        {
            case Invoke: return slot >= 0 && Enter(track, node, actor);
            case Return when node.Top(actor) is { Stage: Stage.Answered }: node.Pop(actor); return true;
            case HandlerReturned when node.Top(actor) is { Stage: Stage.Handler }:
                node.Pop(actor);
                new Machine(node.State, new Choices()).HandlerReturns(slot);
                return true;
            case HandlerReturned: return false;
            case CallbackReturned or ThreadEnded { Canceled: false } when node.FramesOf(actor).Length == 0: return slot >= 0 && Leave(node, actor);
            case SystemCrashed: return node.State.Down ? true : null;
            case FinalFile final: return IsThere(node.State, final) ? true : null;
            case End end: return end.Kind != EndKind.Crashed || node.State.Crashed == end.Signo ? true : null;
            default: return null;
        }
    }

    private static bool Enter(Track track, Node node, int actor)
    {
        var call = track.Calls[node.Position]!;
        node.Push(actor, new Frame(node.Position, Stage.Called));
        if (call.Call is not Siglongjmp) return true;
        // It leaves the handler, and the call that the handler interrupted.
        if (node.FramesOf(actor) is not [.., { Stage: Stage.Handler }, _]) return false;
        new Machine(node.State, new Choices()).Call(node.Slots[actor], call);
        node.Pop(actor);
        node.Pop(actor);
        if (node.Top(actor) is { Stage: not Stage.Handler }) node.Pop(actor);
        return true;
    }

    private static bool Leave(Node node, int actor)
    {
        new Machine(node.State, new Choices()).EndThread(node.Slots[actor]);
        node.End(actor);
        return true;
    }

    private static bool IsThere(State state, FinalFile final)
    {
        for (var file = 0; file < state.FileSlots; file++)
        {
            if (state.PathOf(file) == final.Path) return state.ContentOf(file).ToData().Equals(final.Content);
        }

        return false;
    }
}

using System.Collections.Immutable;
using AioSpec.Model;

namespace AioSim.Tests.Oracle;

/// <summary>How far a thread is in a call of the history.</summary>
internal enum Stage
{
    /// <summary>It has called; the effect is to come.</summary>
    Called,
    /// <summary>It waits in the call.</summary>
    Waiting,
    /// <summary>The model has given the answer that the history has; the return is to come.</summary>
    Answered,
    /// <summary>No call: a signal handler runs.</summary>
    Handler,
}

/// <summary>A call or handler that a thread is in.</summary>
/// <param name="Invoke">The event of the call; -1 for a handler.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Wait">Which of the waits of the thread it is, from the outermost.</param>
/// <param name="Expired">Its timeout has passed.</param>
internal readonly record struct Frame(int Invoke, Stage Stage, int Wait = -1, bool Expired = false);

/// <summary>
/// A point of the search: what the model is, how much of the history is explained, and how far each thread is in its calls.
/// </summary>
internal sealed class Node : IEquatable<Node>
{
    private readonly Frame[][] _frames;

    public Node(State state, int[] slots)
    {
        (State, Slots) = (state, slots);
        _frames = new Frame[slots.Length][];
        Array.Fill(_frames, []);
    }

    private Node(Node other)
    {
        State = other.State.Clone();
        Slots = [.. other.Slots];
        _frames = [.. other._frames];
        (Position, Unspecified, Settled) = (other.Position, other.Unspecified, other.Settled);
    }

    public State State { get; }

    /// <summary>The event that comes next.</summary>
    public int Position { get; set; }

    /// <summary>The number of each thread in the model, or -1 where it has ended or not begun.</summary>
    public int[] Slots { get; }

    /// <summary>The control blocks whose latest submission was refused: nothing is specified of them (SUB-06).</summary>
    public ImmutableSortedSet<int> Unspecified { get; set; } = [];

    /// <summary>Nothing more can happen: a quiet end is reached, and only the observer goes on.</summary>
    public bool Settled { get; set; }

    public Node Clone() => new(this);

    /// <summary>The calls and handlers of a thread, innermost last.</summary>
    public ReadOnlySpan<Frame> FramesOf(int actor) => _frames[actor];

    public Frame? Top(int actor) => _frames[actor] is [.., var top] ? top : null;

    public void Push(int actor, Frame frame) => _frames[actor] = [.. _frames[actor], frame];

    public void Pop(int actor) => _frames[actor] = _frames[actor][..^1];

    public void Replace(int actor, int depth, Frame frame)
    {
        _frames[actor] = [.. _frames[actor]];
        _frames[actor][depth] = frame;
    }

    public void ReplaceTop(int actor, Frame frame) => Replace(actor, _frames[actor].Length - 1, frame);

    /// <summary>The thread is no more.</summary>
    public void End(int actor) => (Slots[actor], _frames[actor]) = (-1, []);

    public bool Equals(Node? other)
    {
        if (other is null || Position != other.Position || Settled != other.Settled || !Slots.AsSpan().SequenceEqual(other.Slots)) return false;
        for (var i = 0; i < _frames.Length; i++)
        {
            if (!_frames[i].AsSpan().SequenceEqual(other._frames[i])) return false;
        }

        return Unspecified.SetEquals(other.Unspecified) && State.Equals(other.State);
    }

    public override bool Equals(object? obj) => Equals(obj as Node);

    public override int GetHashCode()
    {
        var hash = default(StableHash);
        hash.Add((ulong)State.Hash);
        hash.Add((long)Position);
        foreach (var frames in _frames)
        {
            foreach (var frame in frames) hash.Add(frame.Invoke + ((long)frame.Stage << 32) + (frame.Expired ? 1L << 40 : 0));
        }

        return unchecked((int)hash.Value);
    }
}

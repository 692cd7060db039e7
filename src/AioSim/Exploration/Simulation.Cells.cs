using AioSim.Exploration;
using AioSpec.Model;

namespace AioSim;

/// <content>
/// A run as cells that can be kept and put back one by one: the simulation as a value, for who explores. What was seen
/// (<see cref="CellKind.Seen"/>, <see cref="CellKind.Noted"/>) is the explorer's own.
/// </content>
internal sealed partial class Simulation
{
    private readonly Dictionary<Body, int> _bodyNumbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many cells of a kind there are.</summary>
    public int CountOf(CellKind kind) => kind switch
    {
        CellKind.Thread => Math.Max(_threads.Count, _state.ThreadSlots),
        CellKind.Block => _setting.Blocks.Count,
        CellKind.Request => Math.Max(_state.RequestSlots, _setting.Blocks.Count),
        <= CellKind.Process => _state.CountOf((PartKind)kind),
        _ => 1,
    };

    /// <summary>Writes the value of a cell; nothing where there is none.</summary>
    public void WriteCell(CellKind kind, int index, PartWriter to)
    {
        if (kind <= CellKind.Process && index < _state.CountOf((PartKind)kind)) _state.Write((PartKind)kind, index, to);
        switch (kind)
        {
            case CellKind.Request: _device.Write(_state, index, _clock, to); break;
            case CellKind.Block: WriteTold(index, to); break;
            case CellKind.Thread when index < _threads.Count: WriteThread(_threads[index], to); break;
            case CellKind.Clock: to.Add(_clock.Now); break;
            case CellKind.Device: _device.Write(to); break;
            case CellKind.Expecting: _expecting.Write(to); break;
            case CellKind.Variables:
                foreach (var variable in _variables) to.Add(variable ?? long.MinValue);
                break;
            case CellKind.Flags:
                for (var flag = 0; flag < _flags.Length; flag++)
                {
                    if (_flags[flag]) to.Add((long)flag);
                }

                break;
            default: break;
        }
    }

    /// <summary>A copy of a cell that does not change.</summary>
    public object KeepCell(CellKind kind, int index)
    {
        var part = kind <= CellKind.Process && index < _state.CountOf((PartKind)kind) ? _state.Keep((PartKind)kind, index) : null;
        return kind switch
        {
            CellKind.Request => new RequestCell(part, _device.Keep(_state, index, _clock)),
            CellKind.Block => new BlockCell(part, _told[index]),
            CellKind.Thread => new ThreadCell(part, index < _threads.Count ? _threads[index].Keep(_clock) : null),
            CellKind.Clock => _clock.Now,
            CellKind.Device => _device.Keep(),
            CellKind.Expecting => _expecting.Keep(),
            CellKind.Variables => _variables.Clone(),
            CellKind.Flags => _flags.Clone(),
            _ => part!,
        };
    }

    /// <summary>Makes a cell what it was; null: there is none. <see cref="Relink"/> has to follow.</summary>
    public void PutCell(CellKind kind, int index, object? kept)
    {
        switch (kind)
        {
            case CellKind.Request: PutRequest(index, kept as RequestCell); break;
            case CellKind.Block: PutBlock(index, kept as BlockCell); break;
            case CellKind.Thread: PutThread(index, kept as ThreadCell); break;
            case CellKind.Clock: _restoredNow = (long)kept!; break;
            case CellKind.Device: _device.Put((Device.DeviceState)kept!); break;
            case CellKind.Expecting: _expecting.Put(kept!); break;
            case CellKind.Variables: _variables = (int?[])((int?[])kept!).Clone(); break;
            case CellKind.Flags: _flags = (bool[])((bool[])kept!).Clone(); break;
            case <= CellKind.Process: _state.Put((PartKind)kind, index, kept); break;
            default: break;
        }
    }

    /// <summary>Whether a thread is where it was, but for how often it has gone round its loops.</summary>
    public static bool IsSameButForCounters(object? before, object? after) =>
        before is ThreadCell { Frames: { } a } && after is ThreadCell { Frames: { } b } && a.IsSameButForCounters(b);

    /// <summary>Whether a cell has something that the clock waits for.</summary>
    public static bool IsDue(object? kept) => kept is RequestCell { Device.Due: not 0 } or ThreadCell { Frames.IsDue: true };

    /// <summary>After cells were put back: makes anew what follows from them, the clock's entries among it.</summary>
    public void Relink()
    {
        _state.Relink();
        _clock.Restart(_restoredNow);
        _device.Schedule();
        foreach (var thread in _threads) thread.Schedule(_clock);
        PlanCrashAgain();
        _machine.Changes.Clear();
    }

    private long _restoredNow;

    private void NumberBodies(IEnumerable<Body> bodies)
    {
        foreach (var body in bodies) _bodyNumbers.TryAdd(body, _bodyNumbers.Count + 1);
    }

    private void WriteTold(int block, PartWriter to)
    {
        var told = _told[block];
        if (told.Used) to.Add((told.Accepted ? 1L : 0) | (told.Finished ? 2L : 0));
    }

    private void WriteThread(SimulatedThread thread, PartWriter to)
    {
        if (thread.Depth == 0) return;
        to.Add((long)thread.Depth | (thread.IsCallback ? 256L : 0));
        for (var depth = 0; depth < thread.Depth; depth++)
        {
            var frame = thread[depth];
            to.Add((uint)_bodyNumbers.GetValueOrDefault(frame.Body) | ((long)frame.Phase << 32));
            to.Add((long)frame.Next);
            to.Add(frame.Deadline == 0 ? -1 : _clock.DueOf(frame.Deadline));
            to.Add(frame.Counters);
            if (frame.Phase == CallPhase.Answered) WriteAnswer(frame.Answer, to);
            if (frame.Phase == CallPhase.Invoked) to.Add(frame.Descriptors);
        }
    }

    private static void WriteAnswer(in Answer answer, PartWriter to)
    {
        to.Add(answer.Value);
        to.Add((long)answer.Errno | ((long)answer.Second << 32));
        to.Add(answer.Bytes);
        if (answer.Signal is not { } signal) return;
        to.Add((long)signal.Signo.Number | ((long)signal.Code << 32));
        to.Add(signal.Value);
    }

    private void PutRequest(int index, RequestCell? cell)
    {
        _state.Put(PartKind.Request, index, cell?.Part);
        _device.Put(index, cell?.Device ?? default);
    }

    private void PutBlock(int index, BlockCell? cell)
    {
        _state.Put(PartKind.Block, index, cell?.Part);
        _told[index] = cell?.Told ?? default;
        if (_told[index].Used && !_usedBlocks.Contains(index)) _usedBlocks.Add(index);
    }

    private void PutThread(int index, ThreadCell? cell)
    {
        _state.Put(PartKind.Thread, index, cell?.Part);
        while (_threads.Count <= index) _threads.Add(new SimulatedThread(_threads.Count));
        _threads[index].Put(cell?.Frames);
    }

    private sealed record RequestCell(object? Part, DeviceEntry Device);

    private sealed record BlockCell(object? Part, Told Told);

    private sealed record ThreadCell(object? Part, ThreadFrames? Frames);
}

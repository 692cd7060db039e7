using AioSim.Exploration;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>
/// What the steps of a thread or a request look at: which cells, each known from those before it. Where that is not known
/// closely it is all of them, which costs time and nothing else. That the steps look at nothing more is tested by learning them
/// anew in every state.
/// </content>
internal sealed partial class Simulation
{
    private readonly Dictionary<Body, int[]> _asked = new(ReferenceEqualityComparer.Instance);
    private bool _hasSignals;
    private bool _hasStalls;
    private bool _deviceRemembers;
    private bool _mayCloseCancel;
    private bool _appends;

    /// <summary>Adds the cells; false: all. And whether the device's queue is only appended to.</summary>
    public bool AddFootprint(Cell actor, List<Cell> cells, out bool appends)
    {
        _appends = false;
        var closely = LooksAt(actor, cells);
        appends = _appends;
        return closely;
    }

    private bool LooksAt(Cell actor, List<Cell> cells)
    {
        // Where the system may crash the order of submissions matters, and what is in the cache.
        if (MayCrash) return false;
        cells.Add(new Cell(CellKind.Clock, 0));
        cells.Add(new Cell(CellKind.Process, 0));
        return actor.Kind switch
        {
            CellKind.Thread => ThreadLooksAt(_threads[actor.Index], cells),
            CellKind.Request => RequestLooksAt(actor.Index, cells),
            CellKind.List => ListLooksAt(actor.Index, cells),
            _ => false,
        };
    }

    private void PrepareFootprints()
    {
        var calls = _bodyNumbers.Keys.SelectMany(body => body.Code).Select(i => i.Site?.Template).OfType<Call>().ToList();
        _hasSignals = calls.Exists(call => call is Sigaction or Kill or Sigqueue or Sigwait)
            || calls.Exists(call => call is AioRead { Block.SigEvent.Notify: SigEventNotify.SIGEV_SIGNAL }
                or AioWrite { Block.SigEvent.Notify: SigEventNotify.SIGEV_SIGNAL } or AioFsync { Block.SigEvent.Notify: SigEventNotify.SIGEV_SIGNAL }
                || (call is LioListio list && Raises(list)));
        _hasStalls = _program.Device.Rules.Any(rule => rule.StallUntil is not null);
        _deviceRemembers = _program.Device.Rules.Length > 0 || _program.Device.Latency.Kind != LatencyKind.Fixed;
        _functionsWait = _functions.Values.SelectMany(body => body.Code).Any(i => i.Site?.Template is Read or Write);
        _mayCloseCancel = _setting.Declared.Profile.CloseCancels != false;
    }

    private bool ThreadLooksAt(SimulatedThread thread, List<Cell> cells)
    {
        if (thread.Depth == 0) return false;
        if (_hasSignals)
        {
            cells.Add(new Cell(CellKind.Pending, 0));
            cells.Add(new Cell(CellKind.Actions, 0));
            cells.Add(new Cell(CellKind.Expecting, 0));
        }

        if (_state.IsWaiting(thread.Number)) return WaitLooksAt(thread, cells);
        AddConditions(thread.Top.Body, cells);
        if (!FindNext(thread.Top, out var next)) return false;
        return next is null || next.Operation == Operation.End || CallLooksAt(thread.Top, next.Site!, cells);
    }

    private bool WaitLooksAt(SimulatedThread thread, List<Cell> cells)
    {
        switch (thread.Top.Instruction.Site!.Template)
        {
            case Sleep: return true;
            case AwaitGate: cells.Add(new Cell(CellKind.Gates, 0)); return true;
            case AioSuspend:
                foreach (var request in _state.WaitedFor(thread.Number))
                {
                    cells.Add(new Cell(CellKind.Request, request));
                    var block = _setting.Blocks.Find(_state.Info(request).Cb);
                    cells.Add(new Cell(CellKind.Block, block));
                    // When the wait is over the request may be given back: others know whether they still need it.
                    if (_state.CurrentOf(block) != request) return false;
                }

                return true;
            case LioListio: return ListWaitLooksAt(thread, cells);
            case Sigwait: return true;
            case Read or Write: return StreamWaitLooksAt(thread, cells);
            default: return false;
        }
    }

    private void AddConditions(Body body, List<Cell> cells)
    {
        cells.Add(new Cell(CellKind.Flags, 0));
        if (!_asked.TryGetValue(body, out var blocks))
        {
            var conditions = body.Code.Select(i => i.Condition).OfType<CompiledCondition>().Where(c => c.Kind is not (ConditionKind.Flag or ConditionKind.NotFlag));
            _asked.Add(body, blocks = [.. conditions.SelectMany(c => c.Numbers).Distinct().Order()]);
        }

        foreach (var block in blocks) cells.Add(new Cell(CellKind.Block, block));
    }

    /// <summary>The instruction that a thread comes to when it goes on; null where it goes round a loop. False: it does something on the way.</summary>
    private bool FindNext(Frame frame, out Instruction? found)
    {
        found = null;
        var (next, rounds) = (frame.Next, 0);
        var counters = frame.Counters.ToArray();
        while (true)
        {
            var instruction = frame.Body.Code[next];
            switch (instruction.Operation)
            {
                case Operation.Perform or Operation.End: found = instruction; return true;
                case Operation.SetFlag: return false;
                case Operation.Count: counters[instruction.Counter] = 0; next++; break;
                case Operation.Unless: next = Holds(instruction.Condition!) ? next + 1 : instruction.Target; break;
                case Operation.Turn when counters[instruction.Counter] >= instruction.AtMost || Holds(instruction.Condition!): next = instruction.Target; break;
                case Operation.Turn: counters[instruction.Counter]++; next++; break;
                default:
                    if (instruction.Target < next && rounds++ > 0) return true;
                    next = instruction.Target;
                    break;
            }
        }
    }

    private bool CallLooksAt(Frame frame, CallSite site, List<Cell> cells)
    {
        if (site.NamesVariables || site.Into.Length > 0) cells.Add(new Cell(CellKind.Variables, 0));
        switch (site.Template)
        {
            case Sleep or SchedGetparam or Sysconf: return true;
            case AioError or AioReturn or Look: AddBlock(site.Prepared.Block, cells); return true;
            case AwaitGate: cells.Add(new Cell(CellKind.Gates, 0)); return true;
            case OpenGate: cells.Add(new Cell(CellKind.Gates, 0)); return !_hasStalls;
            case AioSuspend:
                foreach (var block in site.Prepared.List)
                {
                    if (block >= 0) AddBlock(block, cells);
                }

                return true;
            case AioCancel { Cb: not null }: return CancelLooksAt(site.Prepared.Block, cells);
            case AioCancel: return DescriptorCancelLooksAt(frame, site, cells);
            case AioRead or AioWrite or AioFsync: return SubmissionLooksAt(frame, site, cells);
            case Read: return TransferNowLooksAt(frame, site, cells, reads: true);
            case Write: return TransferNowLooksAt(frame, site, cells, reads: false);
            case Sigmask or Sigwait: return true;
            case Sigaction: return true;
            case Kill kill: return frame.Phase == CallPhase.Answered || !_state.IsIgnored(kill.Signo);
            case Sigqueue sigqueue: return frame.Phase == CallPhase.Answered || !_state.IsIgnored(sigqueue.Signo);
            case LioListio: return ListCallLooksAt(frame, site, cells);
            case Open open: return OpenLooksAt(open, cells);
            case Close or Dup or Dup2 or Lseek or Ftruncate or Pread or Pwrite: return FileCallLooksAt(frame, site, cells);
            default: return false;
        }
    }

    private void AddBlock(int block, List<Cell> cells)
    {
        cells.Add(new Cell(CellKind.Block, block));
        if (_state.CurrentOf(block) is >= 0 and var request) cells.Add(new Cell(CellKind.Request, request));
    }

    private bool CancelLooksAt(int block, List<Cell> cells)
    {
        // Who waits for what it cancels holds it, and others know whether they still need it.
        if ((_setting.Declared.Liberties & Liberties.JointCancel) != 0) return false;
        cells.Add(new Cell(CellKind.Descriptors, 0));
        AddBlock(block, cells);
        return !_state.InProgress(block) || CompletionLooksAt(_state.CurrentOf(block), cells);
    }

    /// <summary>It looks at all that is outstanding on the file, of which it cancels what was submitted through this number.</summary>
    private bool DescriptorCancelLooksAt(Frame frame, CallSite site, List<Cell> cells)
    {
        if ((_setting.Declared.Liberties & Liberties.JointCancel) != 0 || !TryResolve(frame, site)) return false;
        cells.Add(new Cell(CellKind.Descriptors, 0));
        if (_state.DescriptionBehind(((AioCancel)site.Prepared.Call).Fildes.Number) is not { } description) return true;
        cells.Add(new Cell(CellKind.Description, description.Id));
        return OutstandingLookAt(description, cells);
    }

    /// <summary>All that is outstanding on the file becomes complete, or may: of a socket reads and writes are of two files.</summary>
    private bool OutstandingLookAt(Description description, List<Cell> cells)
    {
        foreach (var file in description.Output == description.File ? new[] { description.File } : [description.File, description.Output])
        {
            AddOutstanding(file, cells);
            foreach (var request in _state.OutstandingOn(file))
            {
                if (!CompletionLooksAt(request, cells)) return false;
            }
        }

        return true;
    }

    /// <summary>The requests of a file, where that does not tell them itself: all that there may be.</summary>
    private void AddOutstanding(int file, List<Cell> cells)
    {
        if (_setting.RequestsHaveOneSlot)
        {
            AddAll(cells);
            return;
        }

        cells.Add(new Cell(CellKind.Order, file));
        foreach (var request in _state.OutstandingOn(file)) cells.Add(new Cell(CellKind.Request, request));
    }

    /// <summary>Makes the call what it is in this state; false: a variable that it names has no value.</summary>
    private bool TryResolve(Frame frame, CallSite site)
    {
        if (frame.Phase == CallPhase.Invoked)
        {
            if (site.NamesVariables) site.Resolve(_setting, frame.Descriptors);
            return true;
        }

        if (!site.CanResolve(_variables)) return false;
        site.Resolve(_setting, _variables);
        return true;
    }

    private bool SubmissionLooksAt(Frame frame, CallSite site, List<Cell> cells)
    {
        var block = site.Prepared.Block;
        cells.Add(new Cell(CellKind.Block, block));
        if (frame.Phase == CallPhase.Answered) return true;
        if (!AddResources(cells) || !AddSlotOf(block, cells) || !TryResolve(frame, site)) return false;
        AddFileOf(FildesOf(site.Prepared.Call), cells);
        if (site.Prepared.Call is AioFsync fsync && _state.DescriptionBehind(fsync.Block.Fildes.Number) is { } description) AddOutstanding(description.Output, cells);
        return true;
    }

    /// <summary>Whether there are resources for one more: how many are outstanding, and what the device has refused.</summary>
    private bool AddResources(List<Cell> cells)
    {
        if (_device.CanRefuse) cells.Add(new Cell(CellKind.Device, 0));
        if (_setting.Declared.AioMax is null) return true;
        if (!_setting.RequestsHaveOneSlot) return false;
        AddAll(cells);
        return true;
    }

    private void AddAll(List<Cell> cells)
    {
        for (var request = 0; request < _setting.Blocks.Count; request++) cells.Add(new Cell(CellKind.Request, request));
    }

    private static Fd FildesOf(Call call) => call switch
    {
        AioRead read => read.Block.Fildes,
        AioWrite write => write.Block.Fildes,
        _ => ((AioFsync)call).Block.Fildes,
    };

    /// <summary>What is submitted on a block for the first time takes the slot with its number.</summary>
    private bool AddSlotOf(int block, List<Cell> cells)
    {
        if (_state.CurrentOf(block) >= 0) return false;
        cells.Add(new Cell(CellKind.Request, block));
        if (block < _state.RequestSlots && _state.PhaseOf(block) != Phase.Free) return false;
        cells.Add(new Cell(CellKind.Descriptors, 0));
        cells.Add(new Cell(CellKind.Queue, 0));
        _appends = true;
        return true;
    }

    private void AddFileOf(Fd fildes, List<Cell> cells)
    {
        if (_state.DescriptionBehind(fildes.Number) is not { } description) return;
        cells.Add(new Cell(CellKind.Description, description.Id));
        cells.Add(new Cell(CellKind.Order, description.File));
        if (description.Output != description.File) cells.Add(new Cell(CellKind.Order, description.Output));
        // What waits in a stream may be enough at once.
        if (!description.IsStream) return;
        cells.Add(new Cell(CellKind.File, description.File));
        if (description.Output != description.File) cells.Add(new Cell(CellKind.File, description.Output));
    }
}

using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>Threads: what they do next, handlers on top of them, and how they end.</content>
internal sealed partial class Simulation
{
    private readonly List<SimulatedThread> _threads = [];
    private readonly Dictionary<string, Body> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedThread> _byName = new(StringComparer.Ordinal);
    private int?[] _variables = [];
    private bool[] _flags = [];
    private long _callbacks;

    private void BeginThreads()
    {
        foreach (var function in _program.Functions) _functions.Add(function.Name, _compiler.Compile(function.Name, function.Body));
        foreach (var spec in _program.Threads)
        {
            var thread = new SimulatedThread(_threads.Count);
            thread.Begin(spec.Name, _compiler.Compile(spec.Name, spec.Body));
            _threads.Add(thread);
            _byName.Add(spec.Name, thread);
            _machine.Changes.AddThread(thread.Number);
        }

        _variables = new int?[_compiler.Variables.Count];
        _flags = new bool[_compiler.Flags.Count];
        _told = new Told[_setting.Blocks.Count];
    }

    /// <summary>A thread goes on: to the next thing it does that others can see, or once around a loop.</summary>
    private void RunThread(SimulatedThread thread)
    {
        var frame = thread.Top;
        if (frame.Phase != CallPhase.None)
        {
            GoOnInCall(thread, frame);
            return;
        }

        var instruction = frame.Instruction;
        if (instruction.Operation != Operation.Perform) instruction = GoOn(frame, instruction);
        if (instruction is null) return;
        if (instruction.Operation == Operation.Perform) Invoke(thread, frame, instruction.Site!);
        else if (instruction.Operation == Operation.End) EndBody(thread);
        else Host(thread, frame);
    }

    private void GoOnInCall(SimulatedThread thread, Frame frame)
    {
        var site = frame.Instruction.Site!;
        if (frame.Phase == CallPhase.Invoked) Perform(thread, frame, site);
        else Return(thread, frame, site, frame.Answer);
    }

    /// <summary>Follows jumps and conditions up to a call or the end; null where a loop went round twice without either.</summary>
    private Instruction? GoOn(Frame frame, Instruction instruction)
    {
        for (var rounds = 0; ; instruction = frame.Instruction)
        {
            switch (instruction.Operation)
            {
                case Operation.Perform or Operation.Host or Operation.End: return instruction;
                case Operation.SetFlag: _flags[instruction.Flag] = instruction.Value; frame.Next++; break;
                case Operation.Count: frame.Counters[instruction.Counter] = 0; frame.Next++; break;
                case Operation.Unless: frame.Next = Holds(instruction.Condition!) ? frame.Next + 1 : instruction.Target; break;
                case Operation.Turn: Turn(frame, instruction); break;
                default:
                    // A loop that does nothing but look at flags lets others run.
                    if (instruction.Target < frame.Next && rounds++ > 0) return null;
                    frame.Next = instruction.Target;
                    break;
            }
        }
    }

    private void Turn(Frame frame, Instruction loop)
    {
        ref var counter = ref frame.Counters[loop.Counter];
        if (counter >= loop.AtMost || Holds(loop.Condition!)) frame.Next = loop.Target;
        else (counter, frame.Next) = (counter + 1, frame.Next + 1);
    }

    private bool Holds(CompiledCondition condition)
    {
        foreach (var number in condition.Numbers)
        {
            switch (condition.Kind)
            {
                case ConditionKind.Flag when !_flags[number]: return false;
                case ConditionKind.NotFlag when _flags[number]: return false;
                case ConditionKind.InProgress when _told[number].Finished: break;
                case ConditionKind.InProgress: return true;
                case ConditionKind.Finished when !_told[number].Finished: return false;
                case ConditionKind.Accepted when !_told[number].Accepted: return false;
                default: break;
            }
        }

        return condition.Kind != ConditionKind.InProgress;
    }

    private void EndBody(SimulatedThread thread)
    {
        if (thread.Depth > 1)
        {
            thread.Pop();
            _trace.HandlerReturned(_clock.Now, thread);
            _machine.HandlerReturns(thread.Number);
            return;
        }

        if (thread.IsCallback) _trace.CallbackReturned(_clock.Now, thread);
        else _trace.ThreadEnded(_clock.Now, thread, canceled: false);
        thread.End();
        _machine.EndThread(thread.Number);
    }

    /// <summary>A thread that was canceled ends in the call it waits in.</summary>
    private void EndCanceled(SimulatedThread thread)
    {
        _machine.EndThread(thread.Number);
        Ended(thread, canceled: true);
    }

    /// <summary>The thread is no more: time does not wait for its timeouts.</summary>
    private void Ended(SimulatedThread thread, bool canceled)
    {
        for (var depth = 0; depth < thread.Depth; depth++) DropDeadline(thread[depth]);
        _trace.ThreadEnded(_clock.Now, thread, canceled);
        thread.End();
    }

    private void Deliver(SimulatedThread thread, int signo)
    {
        if (_machine.Deliver(thread.Number, signo) is not var (signal, action)) return;
        _trace.SignalCaught(_clock.Now, thread, signal);
        _expecting.Notified(signal, function: null);
        thread.Push(action.Handler is null ? Body.Empty : _functions[action.Handler]);
        thread.Top.Value = signal.Value;
    }

    /// <summary>A notification function begins on a thread of its own.</summary>
    private void StartCallback(int number, string? cb)
    {
        if (number < 0) return;
        while (_threads.Count <= number) _threads.Add(new SimulatedThread(_threads.Count));
        var thread = _threads[number];
        thread.BeginCallback(++_callbacks, _functions[_state.FunctionOf(number)!]);
        _trace.CallbackStarted(_clock.Now, thread, _state.ValueOf(number));
        _expecting.Notified(new PendingSignal(default, default, _state.ValueOf(number)) { Cb = cb }, _state.FunctionOf(number));
    }

    /// <summary>siglongjmp: the handler is left, and what it interrupted; the body beneath goes on after that.</summary>
    private void Jump(SimulatedThread thread)
    {
        thread.Pop();
        var frame = thread.Top;
        if (frame.Phase == CallPhase.None) return;
        DropDeadline(frame);
        frame.Phase = CallPhase.None;
        if (frame.IsHosting) throw new ProgramException("siglongjmp leaves a call of C# code, which cannot be simulated.", frame.Instruction.Place);
        frame.Next++;
    }

    private void DeadlineDue(int thread, int wait)
    {
        var frames = _threads[thread];
        for (int depth = 0, waits = 0; depth < frames.Depth; depth++)
        {
            if (frames[depth].Phase == CallPhase.Waiting && waits++ == wait) frames[depth].Deadline = 0;
        }

        _machine.DeadlineDue(thread, wait);
    }

    private void DropDeadline(Frame frame)
    {
        if (frame.Deadline != 0) _clock.Cancel(frame.Deadline);
        frame.Deadline = 0;
    }

    private SimulatedThread? Find(string name) => _byName.TryGetValue(name, out var thread) && thread.Depth > 0 && thread.Name == name ? thread : null;
}

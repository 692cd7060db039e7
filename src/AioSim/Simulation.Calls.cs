using System.Runtime.CompilerServices;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>Calls: their beginning, their effect, their return.</content>
internal sealed partial class Simulation
{
    /// <summary>pthread_cancel of a thread that has ended returns this number (ESRCH).</summary>
    private const int NoSuchThread = 3;

    /// <summary>What the program was told of each control block's latest submission.</summary>
    private Told[] _told = [];
    private readonly List<int> _usedBlocks = [];

    private void Invoke(SimulatedThread thread, Frame frame, CallSite site)
    {
        if (site.NamesVariables) site.Resolve(_setting, _variables);
        if (site.Role != BlockRole.None)
        {
            CheckUse(thread, site);
            NoteSubmission(site);
        }

        _trace.Invoke(_clock.Now, thread, site);
        if (!_options.SplitCalls) Settle(thread, frame, site, Effect(thread, site));
        else Enter(thread, frame, site);
    }

    private void Enter(SimulatedThread thread, Frame frame, CallSite site)
    {
        if (site.NamesVariables) frame.Descriptors = site.Values.ToArray();
        frame.Phase = CallPhase.Invoked;
        _machine.EnterCall(thread.Number);
    }

    private void Perform(SimulatedThread thread, Frame frame, CallSite site)
    {
        // Another thread that runs the same body may have begun the same call with others.
        if (site.NamesVariables) site.Resolve(_setting, frame.Descriptors);
        CheckUse(thread, site);
        Settle(thread, frame, site, Effect(thread, site));
    }

    private void Settle(SimulatedThread thread, Frame frame, CallSite site, Answer answer)
    {
        if (answer.NeverReturns) Leave(thread, site);
        else if (answer.Waits) Wait(thread, frame);
        else Answered(thread, frame, site, answer);
    }

    private Answer Effect(SimulatedThread thread, CallSite site) =>
        site.IsOfSimulation ? EffectOnSimulation(thread, site.Prepared) : _machine.Call(thread.Number, site.Prepared);

    private Answer EffectOnSimulation(SimulatedThread thread, PreparedCall call)
    {
        if (call.Call is PthreadCancel cancel)
        {
            if (Find(cancel.Thread) is not { } target) return new Answer(NoSuchThread);
            _machine.CancelThread(target.Number);
            return Answer.Zero;
        }

        var answer = _machine.Call(thread.Number, call);
        _device.GateOpened(_machine, call.Gate);
        return answer;
    }

    /// <summary>The call does not return: siglongjmp, the end of the thread, the end of the process.</summary>
    private void Leave(SimulatedThread thread, CallSite site)
    {
        if (_state.Exited)
        {
            foreach (var other in _threads)
            {
                for (var depth = 0; depth < other.Depth; depth++) DropDeadline(other[depth]);
                other.End();
            }
        }
        else if (_state.IsAlive(thread.Number))
        {
            if (_options.SplitCalls) _machine.LeaveCall(thread.Number);
            Jump(thread);
        }
        else
        {
            Ended(thread, canceled: site.Prepared.Call is not PthreadExit);
        }
    }

    private void Wait(SimulatedThread thread, Frame frame)
    {
        if (_options.SplitCalls) _machine.LeaveCall(thread.Number);
        frame.Phase = CallPhase.Waiting;
        if (MayReturnAtOnce(frame)) _machine.Changes.AddThread(thread.Number);
        else _enabled.SetThread(thread.Number, StepKind.None);
        if (_machine.TimeoutOf(thread.Number) is not (>= 0 and var timeout)) return;
        // A time that does not come before the end of all time does not come.
        if (timeout >= Time.VirtualClock.Never - _clock.Now) return;
        frame.Deadline = _clock.Schedule(_clock.Now + timeout, Due.Wait(thread.Number, _state.WaitsOf(thread.Number) - 1));
    }

    /// <summary>
    /// Of aio_suspend the model has said at this instant that it cannot return, and that the thread waits now changes nothing of
    /// what it looked at. A mistake that is built in may have it otherwise.
    /// </summary>
    private bool MayReturnAtOnce(Frame frame) =>
        frame.Instruction.Site!.Prepared.Call is not AioSuspend || _options.SplitCalls || _machine.Defect is not null;

    /// <summary>A call that waits returns, or goes on waiting.</summary>
    private void Resume(SimulatedThread thread)
    {
        var answer = _machine.Return(thread.Number);
        if (answer.Waits) return;
        var frame = thread.Top;
        DropDeadline(frame);
        if (_options.SplitCalls) _machine.EnterCall(thread.Number);
        Answered(thread, frame, frame.Instruction.Site!, answer);
    }

    private void Answered(SimulatedThread thread, Frame frame, CallSite site, Answer answer)
    {
        if (!_options.SplitCalls) Return(thread, frame, site, answer);
        else (frame.Answer, frame.Phase) = (answer, CallPhase.Answered);
    }

    private void Return(SimulatedThread thread, Frame frame, CallSite site, Answer answer)
    {
        if (_options.SplitCalls) _machine.LeaveCall(thread.Number);
        _machine.Changes.AddThread(thread.Number);
        _trace.Return(_clock.Now, thread, answer);
        if (site.Into.Length > 0) Bind(site, answer);
        if (site.Role != BlockRole.None) Tell(site, answer);
        if (!answer.IsBare) NoteSignal(answer);
        if (site.Expected is not null) _expecting.Check(site, answer, thread.Name, _clock.Now);
        frame.Phase = CallPhase.None;
        if (frame.IsHosting) (frame.Answer, frame.Hosted) = (answer, null);
        else frame.Next++;
    }

    // Apart, for a signal is large and seldom: its room would be cleared at every return of a call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteSignal(Answer answer)
    {
        if (answer.Signal is { } signal) _expecting.Notified(signal, function: null);
    }

    private void Bind(CallSite site, Answer answer)
    {
        _variables[site.Into[0]] = (int)answer.Value;
        if (site.Into.Length > 1) _variables[site.Into[1]] = answer.Value < 0 ? -1 : answer.Second;
    }

    /// <summary>A new submission makes the program forget what it was told of the one before.</summary>
    private void NoteSubmission(CallSite site)
    {
        if (site.Role == BlockRole.Submit) NoteSubmission(site.Prepared.Block);
        if (site.Role != BlockRole.SubmitList) return;
        var list = (LioListio)site.Prepared.Call;
        for (var i = 0; i < list.List.Length; i++)
        {
            if (list.List[i] is { Block.LioOpcode: not LioOpcode.LIO_NOP }) NoteSubmission(site.Prepared.List[i]);
        }
    }

    private void NoteSubmission(int block)
    {
        ref var told = ref _told[block];
        if (!told.Used) _usedBlocks.Add(block);
        told = new Told { Used = true };
    }

    private void Tell(CallSite site, Answer answer)
    {
        switch (site.Role)
        {
            case BlockRole.Submit: _told[site.Prepared.Block].Accepted = answer.Value == 0; break;
            case BlockRole.AskStatus: _told[site.Prepared.Block].Finished = answer.Value != (long)Errno.EINPROGRESS; break;
            case BlockRole.SubmitList:
                foreach (var block in site.Prepared.List)
                {
                    if (block >= 0) _told[block].Accepted = answer.Value == 0;
                }

                break;
            default: break;
        }
    }

    /// <summary>What a program knows of a control block.</summary>
    private struct Told
    {
        public bool Used;
        public bool Accepted;
        public bool Finished;
    }
}

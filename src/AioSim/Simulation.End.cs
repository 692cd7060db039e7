using System.Collections.Immutable;
using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>The end of a run: what is seen then, and what came of it.</content>
internal sealed partial class Simulation
{
    private RunResult Finish(bool cut)
    {
        var kind = cut ? EndKind.Cut : _state.Crashed.Number != 0 ? EndKind.Crashed : EndKind.Quiet;
        ImmutableArray<string> blocked = kind == EndKind.Quiet && !_state.Down ? [.. _threads.Where(t => t.Depth > 0).Select(t => t.Name)] : [];
        if (_state.Down) _trace.Crashed(_clock.Now);
        if (kind == EndKind.Quiet) _expecting.AtEnd(_state, _setting, blocked, _clock.Now);
        if (kind == EndKind.Quiet && !_state.Exited && !_state.Down) Observe();
        if (kind == EndKind.Quiet) ShowFiles();
        _trace.End(_clock.Now, kind, _state.Crashed);
        Flush();
        return new RunResult
        {
            TraceHash = _trace.Hash,
            VirtualNanoseconds = _clock.Now,
            Requests = _state.AcceptedRequests,
            Steps = _steps,
            End = kind,
            Failures = _expecting.Failures,
            BlockedThreads = blocked,
            SystemCrashed = _state.Down,
            Schedule = _schedule is null ? null : new Schedule(_schedule.ToImmutable()),
            StepLimitReached = cut && !_stopped,
            Stopped = _stopped,
        };
    }

    /// <summary>Asks for the status of every request that nobody has retrieved, in the order in which the control blocks were first used.</summary>
    private void Observe()
    {
        var observer = _machine.AddThread();
        foreach (var block in _usedBlocks)
        {
            if (_state.IsReaped(block) || _state.IsFreed(block)) continue;
            var call = new PreparedCall(_setting, new AioError(_setting.Blocks[block]));
            _trace.Observe(_clock.Now, call, _machine.Call(observer, call));
        }
    }

    private void ShowFiles()
    {
        foreach (var file in FilesByPath()) _trace.FinalFile(_clock.Now, _state.PathOf(file)!, _state.ContentOf(file).ToData());
    }

    /// <summary>Gives the files to who has lent the file system: the run ends with all that was written in place.</summary>
    private void Flush()
    {
        if (_platter is null) return;
        foreach (var file in FilesByPath()) _platter.Flush(_state.PathOf(file)!, _state.ContentOf(file));
    }

    private IEnumerable<int> FilesByPath() => Enumerable.Range(0, _state.FileSlots)
        .Where(file => _state.PathOf(file) is not null && _state.TypeOf(file) is FileType.Regular or FileType.Character && _state.PathOf(file) is not null)
        .OrderBy(file => _state.PathOf(file), StringComparer.Ordinal);
}

using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <content>
/// C# code as the body of a thread or a function. There are no threads here: the code is on the stack of the step that runs
/// it, and each of its calls takes steps until it has returned. What it does between calls takes no time.
/// </content>
internal sealed partial class Simulation
{
    private readonly Stack<(SimulatedThread Thread, Frame Frame)> _hosts = new();

    /// <summary>The time in nanoseconds.</summary>
    public long Now => _clock.Now;

    /// <summary>Makes C# code the body of a thread of the program.</summary>
    public void HostThread(string name, Action code) => _byName[name].Top.Begin(Body.Of(name, _ => code()));

    /// <summary>Makes C# code the body of a handler or notification function.</summary>
    public void HostFunction(string name, Action<SigVal> code) => _functions[name] = Body.Of(name, code);

    public bool HasFunction(string name) => _functions.ContainsKey(name);

    /// <summary>The error status of a control block's request; null where it has none.</summary>
    public Errno? StatusOf(string cb) => _state.StatusOf(_setting.Blocks.NumberOf(cb));

    /// <summary>What the buffer of a control block holds.</summary>
    public Data BufferOf(string cb) => _state.BufferOf(_setting.Blocks.NumberOf(cb));

    /// <summary>The C# code that runs performs a call: whatever happens until it has returned happens here.</summary>
    public Answer Perform(Call call)
    {
        if (!_hosts.TryPeek(out var host)) throw new InvalidOperationException("A call of C# code is made while that code runs.");
        if (StatementCheck.OfCall(call, null, HasFunction).FirstOrDefault() is { } mistake) throw mistake;
        if (call is PthreadExit or Siglongjmp or Exit or Exec) throw new ProgramException($"C# code cannot perform {call.GetType().Name}: it returns to who called it.");
        var site = new CallSite(_setting, new Perform(call, [], null), _compiler.Variables);
        // The tables that are as long as there are names grow with them.
        if (_told.Length < _setting.Blocks.Count) Array.Resize(ref _told, _setting.Blocks.Count * 2);
        host.Frame.Hosted = new Instruction { Operation = Operation.Perform, Site = site };
        _machine.Changes.AddThread(host.Thread.Number);
        Refresh();
        while (host.Frame.Hosted is not null)
        {
            if (!Proceed()) throw NothingHappens(host.Frame);
            if (host.Thread.Depth == 0) throw new HostLeftException();
        }

        return host.Frame.Answer;
    }

    private void Host(SimulatedThread thread, Frame frame)
    {
        var code = frame.Instruction.Code!;
        var value = thread.IsCallback && thread.Depth == 1 ? _state.ValueOf(thread.Number) : frame.Value;
        _hosts.Push((thread, frame));
        frame.IsHosting = true;
        try
        {
            code(value);
        }
        finally
        {
            _hosts.Pop();
        }

        frame.IsHosting = false;
        frame.Next++;
        _machine.Changes.AddThread(thread.Number);
    }

    /// <summary>Its C# code is on the stack and waits for no call: others may be above it there.</summary>
    private bool IsBusy(int thread) => _hosts.Count > 0 && thread < _threads.Count
        && _threads[thread] is { Depth: > 0, Top: { IsHosting: true, Hosted: null } };

    /// <summary>A call of C# code does not return.</summary>
    private Exception NothingHappens(Frame waiting)
    {
        var over = _steps >= _options.MaxSteps || _state.Crashed.Number != 0;
        var beneath = _hosts.FirstOrDefault(host => host.Frame != waiting && host.Frame.Hosted is null).Thread;
        if (over || beneath is null) return new HostLeftException();
        return new ProgramException($"'{waiting.Body.Name}' waits for what only '{beneath.Name}' can do, which goes on when '{waiting.Body.Name}' has returned: C# functions run on one stack.");
    }
}

/// <summary>C# code that would wait for ever leaves the stack.</summary>
internal sealed class HostLeftException : Exception
{
    public HostLeftException()
        : base("The run is over while this code waits: what comes after the call that does not return is not performed.")
    {
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AioCli.Targets.Drivers;
using AioEngine;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets.Hosting;

/// <summary>A thread of the program, or one that runs a notification function: performs statements and notes what happens.</summary>
internal sealed class HostThread(HostedProgram program, int number)
{
    [ThreadStatic]
    private static HostThread? t_current;

    /// <summary>What is open, innermost on top: true for a call, false for a handler.</summary>
    private readonly Stack<bool> _open = [];
    private long _waitsUntil;
    private Func<bool>? _isOver;

    /// <summary>That of the calling thread.</summary>
    public static HostThread Current => t_current!;

    /// <summary>0: it runs. Else the time at which its wait is over, <see cref="long.MaxValue"/> where it has no limit.</summary>
    public long WaitsUntil => Volatile.Read(ref _waitsUntil);

    /// <summary>It waits, without a limit, for something that has not happened.</summary>
    public bool IsBlocked => WaitsUntil == long.MaxValue && Volatile.Read(ref _isOver) is { } isOver && !isOver();

    /// <summary>The number by which the answer knows it.</summary>
    public int Number => number;

    /// <summary>Performs a body to its end, or until the thread or the program ends.</summary>
    /// <returns>True: pthread_exit has ended the thread.</returns>
    /// <param name="body">What it does.</param>
    /// <param name="begin">What it does first.</param>
    public bool Run(ImmutableArray<Statement> body, Action? begin = null)
    {
        t_current = this;
        try
        {
            begin?.Invoke();
            RunAll(body);
            program.Signals.Deliver();
            return false;
        }
        catch (ThreadExit)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (NotSupportedException e)
        {
            program.Refuse(e.Message);
            return false;
        }
    }

    /// <summary>Notes an event of this thread.</summary>
    public void Note(string text) => program.Log.Add(number, text);

    /// <summary>Runs the handler of a signal on top of whatever the thread does.</summary>
    public void Handle(in SignalInfo info, Sigaction action)
    {
        Note(action.Siginfo ? string.Create(CultureInfo.InvariantCulture, $"! {info.Signo} {info.Code} {program.TextOf(info.Value)}") : $"! {info.Signo}");
        var interruptsCall = _open.TryPeek(out var isCall) && isCall;
        _open.Push(false);
        try
        {
            if (action.Handler is { } handler) RunAll(program.BodyOf(handler));
        }
        catch (Jump) when (!interruptsCall)
        {
            return;
        }
        finally
        {
            _open.Pop();
        }

        Note(".");
    }

    /// <summary>Waits, for so long at most: while it does, and what it waits for has not happened, nothing has to happen.</summary>
    public T Waiting<T>(Timespec? timeout, Func<bool> isOver, Func<T> wait)
    {
        var (outer, outerIsOver) = (_waitsUntil, _isOver);
        Volatile.Write(ref _isOver, isOver);
        Volatile.Write(ref _waitsUntil, timeout is { IsValid: true } t ? program.Log.Now + Math.Min(t.TotalNanoseconds, long.MaxValue / 2) : timeout is null ? long.MaxValue : 0);
        try
        {
            return wait();
        }
        finally
        {
            Volatile.Write(ref _waitsUntil, outer);
            Volatile.Write(ref _isOver, outerIsOver);
        }
    }

    private void RunAll(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            program.Stop.ThrowIfCancellationRequested();
            program.Signals.Deliver();
            switch (statement)
            {
                case Perform s: Perform(s); break;
                case SetFlag s: program.Memory.Set(s.Flag, s.Value); break;
                case When s: RunAll(program.Memory.Holds(s.If) ? s.Then : s.Otherwise.IsDefault ? [] : s.Otherwise); break;
                case Repeat s:
                    for (var turn = 0; turn < s.AtMost && !program.Memory.Holds(s.Until); turn++) RunAll(s.Body);
                    break;
                default: throw new InvalidOperationException($"{statement.GetType().Name} is a statement");
            }
        }
    }

    private void Perform(Perform statement)
    {
        var text = new StringBuilder("> ").Append(program.SiteOf(statement));
        var call = CallDescriptors.Replace(statement.Call, fd =>
        {
            var number = fd.Name is null ? fd.Number : program.Memory.Variable(fd.Name);
            text.Append(CultureInfo.InvariantCulture, $" {number}");
            return new Fd(number);
        });
        Note(text.ToString());
        if (call is PthreadExit) throw new ThreadExit();
        if (call is Siglongjmp) throw new Jump();
        if (PerformOpen(call) is not { } result) return;
        if (result.Value >= 0)
        {
            if (statement.Into.Length > 0) program.Memory.Store(statement.Into[0], (int)result.Value);
            if (statement.Into.Length > 1) program.Memory.Store(statement.Into[1], result.Second ?? -1);
        }

        program.Stop.ThrowIfCancellationRequested();
        Note("< " + TextOf(result));
    }

    /// <summary>Null: a handler has left the call by siglongjmp.</summary>
    private Result? PerformOpen(Call call)
    {
        _open.Push(true);
        try
        {
            return program.Calls.Perform(call, this);
        }
        catch (Jump)
        {
            return null;
        }
        finally
        {
            _open.Pop();
        }
    }

    private string TextOf(Result result)
    {
        if (result.Value == -1) return result.Errno == Errno.None ? "-1" : $"-1 {result.Errno}";
        var text = result.Value.ToString(CultureInfo.InvariantCulture);
        if (result is { Code: { } code, SigValue: { } value }) return string.Create(CultureInfo.InvariantCulture, $"{new Signo((int)result.Value)} {code} {program.TextOf(value)}");
        if (result.Second is { } second) text += string.Create(CultureInfo.InvariantCulture, $" {second}");
        return result.Bytes is { } bytes ? $"{text} {TellingBytes.Of(bytes.ToArray())}" : text;
    }

    private sealed class ThreadExit : Exception;

    private sealed class Jump : Exception;
}

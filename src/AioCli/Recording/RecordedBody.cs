using System.Collections.Immutable;
using System.Globalization;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>What a thread did, with the functions that ran on top of it.</summary>
/// <param name="name">The thread.</param>
internal sealed class RecordedBody(string name)
{
    private readonly Stack<Level> _levels = new([new Level(null)]);

    private long _at;

    /// <summary>The thread.</summary>
    public string Name { get; } = name;

    /// <summary>It is the thread of a notification function, which the system makes.</summary>
    public bool IsCallback { get; set; }

    /// <summary>It has done nothing yet.</summary>
    public bool IsEmpty => _levels.Count == 1 && _levels.Peek().Statements.Count == 0;

    /// <summary>A function runs on it.</summary>
    public bool IsInFunction => _levels.Count > 1;

    /// <summary>The thread as a program has it; null where the system makes it, for a function that is the same each time.</summary>
    /// <param name="functions">All that ran.</param>
    /// <param name="number">How many are before it.</param>
    public ThreadSpec? Spec(RecordedFunctions functions, int number)
    {
        var statements = functions.Settle(_levels.Last().Statements);
        if (!IsCallback) return new ThreadSpec(Name, statements);
        return statements.All(s => s is Perform { Call: Sleep }) ? null : new ThreadSpec(string.Create(CultureInfo.InvariantCulture, $"{Name}-{number}"), statements);
    }

    /// <summary>A function starts.</summary>
    public void Enter(string function) => _levels.Push(new Level(function));

    /// <summary>The function that runs returns.</summary>
    public void Leave(RecordedFunctions functions)
    {
        if (_levels.Count == 1) return;
        var level = _levels.Pop();
        Add(functions.Ran(level.Function!, level.Statements.ToImmutable()));
    }

    /// <summary>The program did something else meanwhile. A function does not wait, nor does who is in a call.</summary>
    public void SleepUntil(long time)
    {
        if (_levels.Count != 1 || _levels.Peek().Open is not null || time <= _at) return;
        Add(new Perform(new Sleep(time - _at), [], null));
        _at = time;
    }

    /// <summary>Appends a statement.</summary>
    public void Add(Statement statement) => _levels.Peek().Statements.Add(statement);

    /// <summary>A call begins.</summary>
    public void Begin(Call call)
    {
        Add(new Perform(call, [], null));
        _levels.Peek().Open = call;
    }

    /// <summary>The call that is open returns. In virtual time only what waits takes any.</summary>
    public Call? End(long time)
    {
        var level = _levels.Peek();
        var call = level.Open;
        level.Open = null;
        if (call is AioSuspend or Sigwait or LioListio { Mode: LioMode.LIO_WAIT }) _at = Math.Max(_at, time);
        return call;
    }

    /// <summary>The descriptor that the latest call returned has this name.</summary>
    public void Into(string variable)
    {
        var statements = _levels.Peek().Statements;
        statements[^1] = (Perform)statements[^1] with { Into = [variable] };
    }

    private sealed class Level(string? function)
    {
        public string? Function { get; } = function;

        public ImmutableArray<Statement>.Builder Statements { get; } = ImmutableArray.CreateBuilder<Statement>();

        public Call? Open { get; set; }
    }
}

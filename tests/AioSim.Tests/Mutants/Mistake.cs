using AioSpec;
using AioSpec.Model;

namespace AioSim.Tests.Mutants;

/// <summary>A mistake made of functions: what is not given is done right.</summary>
internal sealed class Mistake : Defect
{
    /// <summary>The clauses of these requirements are forgotten.</summary>
    public string[] Without { get; init; } = [];

    /// <summary>Whether an outcome is permitted although a rule forbids it.</summary>
    public Func<Machine, Rule, Scope, bool>? Allow { get; init; }

    public Action<Machine, int, PreparedCall>? OnCall { get; init; }

    public Func<Machine, int, PreparedCall, Answer, Answer>? Answer { get; init; }

    public Func<Machine, int, bool>? Return { get; init; }

    public Func<Machine, int, bool>? GoOn { get; init; }

    public Action<Machine, int>? BeforeTransfer { get; init; }

    public Func<Machine, int, long, Errno, (long Result, Errno Errno)>? AfterTransfer { get; init; }

    public Action<Machine, int>? Complete { get; init; }

    public Func<Machine, int, SigEvent, SigEvent?>? Notify { get; init; }

    public Func<Machine, int, bool>? Again { get; init; }

    public override bool Permits(Machine machine, Rule rule, in Scope scope) =>
        (Without.Length > 0 ? PermitsRest(machine, rule, scope) : rule.Permits(machine.State, scope)) || (Allow?.Invoke(machine, rule, scope) ?? false);

    public override void Begins(Machine machine, int thread, PreparedCall call) => OnCall?.Invoke(machine, thread, call);

    public override Answer Answers(Machine machine, int thread, PreparedCall call, Answer answer) => Answer?.Invoke(machine, thread, call, answer) ?? answer;

    public override bool MayReturn(Machine machine, int thread) => Return?.Invoke(machine, thread) ?? true;

    public override bool MayGoOn(Machine machine, int request) => GoOn?.Invoke(machine, request) ?? true;

    public override void Transfers(Machine machine, int request) => BeforeTransfer?.Invoke(machine, request);

    public override (long Result, Errno Errno) Transferred(Machine machine, int request, long result, Errno errno) =>
        AfterTransfer?.Invoke(machine, request, result, errno) ?? (result, errno);

    public override void Completes(Machine machine, int request) => Complete?.Invoke(machine, request);

    public override SigEvent? Notifies(Machine machine, int request, SigEvent sigevent) => Notify is null ? sigevent : Notify(machine, request, sigevent);

    public override bool Repeats(Machine machine, int request) => Again?.Invoke(machine, request) ?? false;

    private bool PermitsRest(Machine machine, Rule rule, Scope scope) => rule.Clauses.All(
        clause => Without.Contains(clause.Id) || !clause.On(scope.Outcome) || clause.OnlyIf.Ask(machine.State, scope) != Truth.No);
}

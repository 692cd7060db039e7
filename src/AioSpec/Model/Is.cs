using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>The simple facts that clauses are made of.</summary>
public static class Is
{
    /// <summary>Holds always.</summary>
    public static readonly Fact Always = new Atom("always", (IWorld _, in Scope _) => Truth.Yes);

    /// <summary>Holds never.</summary>
    public static readonly Fact Never = new Atom("never", (IWorld _, in Scope _) => Truth.No);

    /// <summary>The request is complete at the call.</summary>
    public static readonly Fact CompleteAtEntry = Complete("complete at the call", When.Entry);

    /// <summary>The request is complete at an instant of the call.</summary>
    public static readonly Fact CompleteDuring = Complete("complete", When.During);

    /// <summary>The request is complete when the call returns.</summary>
    public static readonly Fact CompleteAtReturn = Complete("complete at the return", When.Return);

    /// <summary>The request is complete when the timeout passes.</summary>
    public static readonly Fact CompleteAtDeadline = Complete("complete when the timeout passes", When.Deadline);

    /// <summary>The request is running, not only queued.</summary>
    public static readonly Fact Running = new Atom("running", (IWorld w, in Scope s) => w.Running(s.Request, When.During));

    /// <summary>The bytes of the request have moved.</summary>
    public static readonly Fact Transferred = new Atom("its bytes have moved", (IWorld w, in Scope s) => w.Transferred(s.Request));

    /// <summary>The result was retrieved before.</summary>
    public static readonly Fact Reaped = new Atom("its result was retrieved", (IWorld w, in Scope s) => w.Reaped(s.Request, When.During));

    /// <summary>The element was not initiated when a signal ended its list.</summary>
    public static readonly Fact NotInitiated = new Atom("its list was interrupted before it was initiated", (IWorld w, in Scope s) => w.NotInitiated(s.Request));

    /// <summary>The final error status is 0.</summary>
    public static readonly Fact Succeeded = Status("its error status is 0", Errno.None);

    /// <summary>The final error status is ECANCELED.</summary>
    public static readonly Fact Canceled = Status("its error status is ECANCELED", Errno.ECANCELED);

    /// <summary>The error status is EAGAIN: the element was not queued (LIO-17).</summary>
    public static readonly Fact OutOfResources = Status("its error status is EAGAIN", Errno.EAGAIN);

    /// <summary>The final error status is the outcome.</summary>
    public static readonly Fact StatusIsOutcome = new Atom(
        "its error status is this value",
        (IWorld w, in Scope s) => w.HasStatus(s.Request, (Errno)s.Outcome.Value),
        (IWorld w, in Scope s, bool holds, Clause because) => w.LearnStatus(s.Request, (Errno)s.Outcome.Value, holds, because));

    /// <summary>The return status is the outcome.</summary>
    public static readonly Fact ResultIsOutcome = new Atom(
        "its return status is this value",
        (IWorld w, in Scope s) => w.HasResult(s.Request, s.Outcome.Value),
        (IWorld w, in Scope s, bool holds, Clause because) => w.LearnResult(s.Request, s.Outcome.Value, holds, because));

    /// <summary>An aio_cancel, or what may cancel as well, covered the request.</summary>
    public static readonly Fact CancelCovered = new Atom("a cancellation covers it", (IWorld w, in Scope s) => w.CancelCovered(s.Request));

    /// <summary>Another cancellation than the one in question may have canceled the request.</summary>
    public static readonly Fact CanceledElsewhere =
        new Atom("another cancellation covers it", (IWorld w, in Scope s) => w.CanceledElsewhere(s.Request));

    /// <summary>The notification has come.</summary>
    public static readonly Fact Notified = new Atom("it was notified", (IWorld w, in Scope s) => w.Notified(s.Request));

    /// <summary>The timeout of the call has passed.</summary>
    public static readonly Fact DeadlinePassed = new Atom("the timeout has passed", (IWorld w, in Scope s) => w.DeadlinePassed(s.Thread)) { DependsOn = Fixed.Wait };

    /// <summary>A handler without SA_RESTART ran on the thread.</summary>
    public static readonly Fact Caught = new Atom("a signal was caught", (IWorld w, in Scope s) => w.Caught(s.Thread, restart: false)) { DependsOn = Fixed.Wait };

    /// <summary>A handler with SA_RESTART ran on the thread.</summary>
    public static readonly Fact CaughtWithRestart =
        new Atom("a signal was caught with SA_RESTART", (IWorld w, in Scope s) => w.Caught(s.Thread, restart: true)) { DependsOn = Fixed.Wait };

    /// <summary>A handler without SA_RESTART ran before the timeout had passed.</summary>
    public static readonly Fact CaughtBeforeDeadline =
        new Atom("a signal was caught before the timeout", (IWorld w, in Scope s) => w.CaughtBeforeDeadline(s.Thread)) { DependsOn = Fixed.Wait };

    /// <summary>A signal that is ignored was sent.</summary>
    public static readonly Fact IgnoredSignalSent =
        new Atom("an ignored signal was sent", (IWorld w, in Scope s) => w.IgnoredSignalSent(s.Thread)) { DependsOn = Fixed.Wait };

    /// <summary>The wall clock was set meanwhile.</summary>
    public static readonly Fact ClockStepped = new Atom("the wall clock was set", (IWorld w, in Scope s) => w.ClockStepped(s.Thread)) { DependsOn = Fixed.Wait };

    /// <summary>The thread was canceled before the call.</summary>
    public static readonly Fact CanceledBefore = new Atom("the thread was canceled before", (IWorld w, in Scope s) => w.CanceledBefore(s.Thread));

    /// <summary>Holds where the signal or notification that comes is so.</summary>
    public static Fact Coming(string text, Arrival fact) => new Atom(text, (IWorld w, in Scope s) => w.Coming(fact, s.Thread));

    /// <summary>Holds where a circumstance is seen.</summary>
    public static Fact Told(Tell tell) => new Atom("", (IWorld w, in Scope s) => TruthLogic.Known(w.Tells(tell, s)));

    /// <summary>Holds where what was submitted is so.</summary>
    public static Fact Request(string text, Func<RequestInfo, bool> test) =>
        new OfRequest(text, test);

    /// <summary>Holds where the call is so.</summary>
    public static Fact Called<T>(string text, Func<T, bool> test)
        where T : Call =>
        new OfCall<T>(text, test);

    /// <summary>Holds where the target declared so.</summary>
    public static Fact Declared(string text, Func<Declaration, bool> test) =>
        new Atom(text, (IWorld w, in Scope _) => TruthLogic.Known(test(w.Declared))) { DependsOn = Fixed.Declaration };

    /// <summary>Holds where the model takes a liberty.</summary>
    public static Fact Liberty(Liberties liberty) => Declared($"the model takes the liberty {liberty}", d => d.Liberties.HasFlag(liberty));

    /// <summary>The fact holds for every member.</summary>
    public static Fact Every(Relation relation, Fact fact) => new Quantified(true, relation, fact);

    /// <summary>The fact holds for at least one member.</summary>
    public static Fact Some(Relation relation, Fact fact) => new Quantified(false, relation, fact);

    // Classes of their own, not atoms: no other facts are asked as often, and an atom costs one call more.

    private static OfCompletion Complete(string text, When when) => new(text, when);

    private static OfStatus Status(string text, Errno status) => new(text, status);

    private sealed class OfCompletion(string text, When when) : Fact
    {
        public override string Text => text;

        public override bool Teaches => true;

        public override Truth Ask(IWorld world, in Scope scope) => world.Complete(scope.Request, when);

        public override void Learn(IWorld world, in Scope scope, bool holds, Clause because) => world.LearnComplete(scope.Request, when, holds, because);
    }

    private sealed class OfStatus(string text, Errno status) : Fact
    {
        public override string Text => text;

        public override bool Teaches => true;

        public override Truth Ask(IWorld world, in Scope scope) => world.HasStatus(scope.Request, status);

        public override void Learn(IWorld world, in Scope scope, bool holds, Clause because) => world.LearnStatus(scope.Request, status, holds, because);
    }

    private sealed class OfRequest(string text, Func<RequestInfo, bool> test) : Fact
    {
        public override string Text => text;

        internal override Fixed Needs => Fixed.Submission;

        public override Truth Ask(IWorld world, in Scope scope) => TruthLogic.Known(test(world.Info(scope.Request)));
    }

    private sealed class OfCall<T>(string text, Func<T, bool> test) : Fact
        where T : Call
    {
        public override string Text => text;

        internal override Fixed Needs => Fixed.Call;

        public override Truth Ask(IWorld world, in Scope scope) => TruthLogic.Known(scope.Call is T call && test(call));
    }
}

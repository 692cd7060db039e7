using AioCli.Shell;
using AioCli.Targets;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Conformance.Campaign;

/// <summary>Performs programs on a target and judges what was seen. Several threads may use it at a time.</summary>
/// <param name="target">Who performs them.</param>
/// <param name="declared">Changes what the target declares: the choices that the user holds it to.</param>
internal sealed class Laboratory(ITarget target, Func<Declaration, Declaration> declared)
{
    /// <summary>Short, because a hang is only believed if it recurs alone with ten times this.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(400);

    /// <summary>No implementation sends this to itself: somebody has ended the process.</summary>
    private static readonly AioSpec.Signo s_kill = new(9);

    private long _programs;
    private long _calls;

    /// <summary>The target.</summary>
    public ITarget Target => target;

    /// <summary>How many programs were performed.</summary>
    public long Programs => Interlocked.Read(ref _programs);

    /// <summary>How many calls were seen.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Performs and judges. A hang is taken as it is; whether it recurs is <see cref="Confirm"/>'s to say.</summary>
    public Trial Try(Experiment experiment, CancellationToken cancel) =>
        Try(experiment, new PerformOptions { Seed = experiment.Seed, ConfirmHangs = false, Limit = s_limit, SplitCalls = experiment.Seed % 2 == 1 }, cancel);

    /// <summary>Performs, when nothing else runs, and judges a program that hung: with ten times the limit.</summary>
    public Trial Confirm(Experiment experiment, CancellationToken cancel) =>
        Try(experiment, new PerformOptions { Seed = experiment.Seed, ConfirmHangs = false, Limit = 10 * s_limit, SplitCalls = experiment.Seed % 2 == 1 }, cancel);

    private Trial Try(Experiment experiment, PerformOptions options, CancellationToken cancel)
    {
        try
        {
            return Judged(experiment, options, cancel);
        }
        catch (Exception error) when (error is not (OperationCanceledException or UserError))
        {
            // A mistake of ours is looked for with the program that shows it.
            throw new InvalidOperationException($"{experiment.Name}: {error.Message}\n{ProgramText.Print(experiment.Program)}", error);
        }
    }

    private Trial Judged(Experiment experiment, PerformOptions options, CancellationToken cancel)
    {
        var performance = target.Perform(experiment.Program, options, cancel);
        if (performance.Ending.Kind == EndingKind.Refused) return new Trial(experiment, performance, null);
        performance = performance with { History = Declare(performance.History) };
        Interlocked.Increment(ref _programs);
        Interlocked.Add(ref _calls, performance.History.Events.Count(e => e is Invoke));
        // What came over a broken line is no history of anybody.
        var isTold = performance.Ending.Kind is not (EndingKind.Garbage or EndingKind.Died) && performance.Ending.Signal != s_kill;
        return new Trial(experiment, performance, isTold ? Judge.Of(performance.History) : null);
    }

    private History Declare(History history) =>
        history with { Header = history.Header with { Declaration = declared(history.Header.Declaration) } };
}

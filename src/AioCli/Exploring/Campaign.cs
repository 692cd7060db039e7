using AioCli.Running;
using AioCli.Shell;
using AioSim.Scenarios;

namespace AioCli.Exploring;

/// <summary>
/// Explores scenarios on several threads. Each part of the work is a pure function, what the parts are does not depend on the
/// number of threads, and their results are joined in a fixed order: so neither does the result.
/// </summary>
internal sealed class Campaign(Session session, ExploreSettings settings)
{
    private const int LookEvery = 100; // Milliseconds.

    private readonly long _start = session.Clock.GetTimestamp();

    /// <summary>Explores them, and hands each over as soon as all before it are done.</summary>
    /// <exception cref="UserError">A file cannot be read.</exception>
    public void Run(IReadOnlyList<ScenarioFile> files, Action<ScenarioFile, Scenario?, ExploredScenario> done)
    {
        var crew = new Crew(settings.Workers);
        var works = files.Select(file => new ScenarioWork(session, file, settings, crew)).ToList();
        var queue = new Queue<WorkItem>(works.SelectMany(work => work.Items));
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, settings.Workers).Select(_ => Task.Run(() => Work(queue, works, crew, stop.Token))).ToArray();
        try
        {
            foreach (var work in works)
            {
                Await(work, works);
                session.Ui.Progress("");
                done(work.File, work.Scenario, work.Join());
            }
        }
        finally
        {
            stop.Cancel();
            crew.Wake();
            Task.WaitAll(workers);
        }
    }

    private void Work(Queue<WorkItem> queue, List<ScenarioWork> works, Crew crew, CancellationToken stop)
    {
        while (true)
        {
            WorkItem? item;
            lock (queue)
            {
                if (!queue.TryDequeue(out item)) break;
            }

            item.Perform(progress => !stop.IsCancellationRequested && !IsOver());
            crew.Wake();
        }

        crew.Help(() => works.TrueForAll(work => work.IsDone));
    }

    private bool IsOver() => session.Interrupted.IsCancellationRequested || (settings.Time is { } time && session.Clock.GetElapsedTime(_start) >= time);

    private void Await(ScenarioWork work, List<ScenarioWork> works)
    {
        while (!work.IsDone)
        {
            work.Wait(LookEvery);
            session.Ui.Progress(ExploreProgress.Text(work, works, session.Clock.GetElapsedTime(_start), settings));
        }
    }
}

using System.Collections.Immutable;
using AioCli.Reports;
using AioCli.Running;
using AioCli.Shell;
using AioSim.Exploration;
using AioSim.Scenarios;
using AioSpec.Programs;

namespace AioCli.Exploring;

/// <summary>The exploration of one scenario: its parts, and what they come to.</summary>
internal sealed class ScenarioWork
{
    private readonly ExploreSettings _settings;
    private readonly ImmutableArray<Problem> _mistakes = [];
    private readonly object _gate = new();
    private int _open;

    /// <summary>Reads the scenario and lays out the work.</summary>
    public ScenarioWork(Session session, ScenarioFile file, ExploreSettings settings, ICrew crew)
    {
        (File, _settings) = (file, settings);
        try
        {
            Scenario = ScenarioReader.Read(Inputs.ReadText(session, file.Path, ScenarioFiles.Expected), file.Path);
            Seed = settings.Seed ?? Scenario.Seed ?? RunSettings.DefaultSeed;
            Options = settings.Options with { Seed = Seed, Crew = crew };
            var shares = settings.Shares().ToList();
            _open = shares.Count;
            Items = [.. shares.Select(share => new WorkItem(Scenario.Program, Options with { Share = share }, Done))];
        }
        catch (ScenarioError e)
        {
            _mistakes = [.. e.Mistakes.Select(m => new Problem(Rules.Input, m.ToString(), new SourcePlace(m.File, m.Line, m.Column)))];
        }
    }

    /// <summary>The file.</summary>
    public ScenarioFile File { get; }

    /// <summary>What it holds; null where it has mistakes.</summary>
    public Scenario? Scenario { get; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>How it is explored.</summary>
    public ExplorationOptions Options { get; } = new();

    /// <summary>The parts.</summary>
    public ImmutableArray<WorkItem> Items { get; } = [];

    /// <summary>All parts are done.</summary>
    public bool IsDone => Volatile.Read(ref _open) == 0;

    /// <summary>Waits until all parts are done, but not longer than so many milliseconds.</summary>
    public void Wait(int milliseconds)
    {
        lock (_gate)
        {
            if (!IsDone) Monitor.Wait(_gate, milliseconds);
        }
    }

    /// <summary>What all parts have found.</summary>
    public ExploredScenario Join()
    {
        Items.Select(item => item.Fault).FirstOrDefault(fault => fault is not null)?.Throw();
        var mistakes = _mistakes;
        if (Items.Select(item => item.Mistake).FirstOrDefault(m => m is not null) is { } mistake)
        {
            mistakes = [new Problem(Rules.Input, mistake.Place is null ? $"{File.Path}: {mistake.Message}" : mistake.Text, mistake.Place)];
        }

        var name = Scenario?.Program.Name ?? File.Path;
        if (mistakes.Length > 0) return new ExploredScenario(File.Path, name) { Mistakes = mistakes };
        return new ExploredScenario(File.Path, name)
        {
            Result = ExplorationResult.Join([.. Items.Select(item => item.Result!)]),
            Seed = Seed,
            Shard = _settings.Shard,
            Expected = Scenario!.Outcomes,
            Races = Scenario.Races,
        };
    }

    private void Done()
    {
        lock (_gate)
        {
            _open--;
            Monitor.PulseAll(_gate);
        }
    }
}

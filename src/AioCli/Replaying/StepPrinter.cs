using System.Collections.Immutable;
using System.Globalization;
using AioCli.Drawing;
using AioCli.Shell;
using AioSim;
using AioSim.Stepping;

namespace AioCli.Replaying;

/// <summary>
/// Shows the steps of a run: the state before it, what is enabled, why the rest is not, and which step is taken. Where somebody
/// sits at the terminal it waits after each.
/// </summary>
/// <param name="session">Where it is shown, and who answers.</param>
/// <param name="only">The only step that is shown; null: all.</param>
internal sealed class StepPrinter(Session session, long? only) : IRunObserver
{
    private const string Quit = "q";

    private readonly Lazy<StreamReader> _input = new(() => new StreamReader(session.Input()));
    private ImmutableArray<string> _enabled = [];
    private bool _isShown;
    private bool _isAnswered = true;

    /// <summary>The user has ended the replay.</summary>
    public bool IsQuit { get; private set; }

    /// <inheritdoc/>
    public bool Before(Moment moment)
    {
        if (!_isAnswered && session.IsInteractive) IsQuit = Ask() == Quit;
        _isShown = !IsQuit && (only is null || only == moment.Step);
        _isAnswered = true;
        if (_isShown) Show(moment);
        return !IsQuit;
    }

    /// <inheritdoc/>
    public void Taking(Moment moment, StepView step)
    {
        if (!_isShown) return;
        var taken = moment.Describe(step);
        var facts = new Facts().Add("enabled", _enabled.Select(name => name == taken ? $"> {name}" : $"  {name}"));
        facts.Add("not", moment.Hindrances().Select(h => $"  {h.Actor}: {h.Hindrance}"));
        session.Ui.Draw(facts.Drawing);
        _isAnswered = only is not null;
    }

    /// <inheritdoc/>
    public void Choosing(Moment moment, EnabledSteps outcomes, int chosen)
    {
        if (!_isShown) return;
        var names = moment.DescribeAll(outcomes);
        session.Ui.Draw(new Facts().Add("chosen", names.Select((name, i) => i == chosen ? $"> {name}" : $"  {name}")).Drawing);
    }

    private void Show(Moment moment)
    {
        _enabled = moment.DescribeAll();
        session.Ui.Line(new Part(string.Create(CultureInfo.InvariantCulture, $"step {moment.Step}, {Times.Text(moment.Time)}"), Tone.Strong));
        session.Ui.Draw(new Facts()
            .Add("threads", moment.Threads().Select(line => "  " + line))
            .Add("requests", moment.Requests().Select(line => "  " + line)).Drawing);
    }

    private string Ask()
    {
        session.Ui.Note(new Part("Enter: the next step; q: quit", Tone.Faint));
        return _input.Value.ReadLine()?.Trim() ?? Quit;
    }
}

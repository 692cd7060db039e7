using AioCli.Drawing;
using AioCli.Machines;
using AioCli.Shell;
using AioCli.Targets;

namespace AioCli.Tests.Targets;

/// <summary>The C libraries of this machine, each behind one target for all tests.</summary>
public sealed class RealTargets : IDisposable
{
    private readonly Ui _ui = Ui.Plain(TextWriter.Null, TextWriter.Null);
    private readonly Dictionary<string, ITarget> _targets = new(StringComparer.Ordinal);

    /// <summary>The target of this name.</summary>
    internal ITarget this[string name]
    {
        get
        {
            if (_targets.TryGetValue(name, out var target)) return target;
            var session = new Session { Ui = _ui, Input = () => Stream.Null, Directory = Path.GetTempPath(), Machine = new ThisMachine() };
            return _targets[name] = TargetNames.Open(session, name);
        }
    }

    public void Dispose()
    {
        foreach (var target in _targets.Values) target.Dispose();
        _ui.Dispose();
    }
}

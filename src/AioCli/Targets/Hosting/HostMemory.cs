using System.Collections.Concurrent;
using AioCli.Targets.Drivers;
using AioSpec.Programs;

namespace AioCli.Targets.Hosting;

/// <summary>The memory of the process that a program is: control blocks, flags, variables, gates.</summary>
internal sealed class HostMemory
{
    private readonly Dictionary<string, HostBlock> _blocks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _flags = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _variables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ManualResetEventSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>That of a program.</summary>
    public HostMemory(Script script)
    {
        for (var i = 0; i < script.Capacities.Length; i++) _blocks.Add(script.Objects[i], new HostBlock(script.Capacities[i]));
    }

    /// <summary>The control block of this name.</summary>
    public HostBlock this[string name] => _blocks[name];

    /// <summary>The name of the control block whose buffer is at this address; null where there is none.</summary>
    public unsafe string? NameOf(void* buffer) => _blocks.FirstOrDefault(b => b.Value.Address == (nint)buffer).Key;

    /// <summary>The control blocks that were accepted and not retrieved, by their names.</summary>
    public IEnumerable<(string Name, HostBlock Block)> Outstanding =>
        _blocks.Where(b => b.Value is { IsAccepted: true, IsRetrieved: false }).Select(b => (b.Key, b.Value));

    /// <summary>The descriptor that a variable holds, -1 before it holds any.</summary>
    public int Variable(string name) => _variables.GetValueOrDefault(name, -1);

    /// <summary>Stores a descriptor.</summary>
    public void Store(string name, int fd) => _variables[name] = fd;

    /// <summary>Sets or clears a flag.</summary>
    public void Set(string flag, bool value) => _flags[flag] = value;

    /// <summary>A gate.</summary>
    public ManualResetEventSlim Gate(string name) => _gates.GetOrAdd(name, _ => new ManualResetEventSlim());

    /// <summary>Whether a condition holds.</summary>
    public bool Holds(Condition condition) => condition.Kind switch
    {
        ConditionKind.Flag => _flags.GetValueOrDefault(condition.Names[0]),
        ConditionKind.NotFlag => !_flags.GetValueOrDefault(condition.Names[0]),
        ConditionKind.InProgress => condition.Names.Any(n => !_blocks[n].IsFinished),
        ConditionKind.Finished => condition.Names.All(n => _blocks[n].IsFinished),
        _ => condition.Names.All(n => _blocks[n].IsAccepted),
    };
}

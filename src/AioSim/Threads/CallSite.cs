using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <summary>
/// A call in a body. Where it names variables it is prepared anew when one of them has another value; else only once.
/// </summary>
internal sealed class CallSite
{
    private readonly int[] _variables;
    private readonly int[] _values;
    private readonly string[] _names;
    private bool _resolved;

    public CallSite(Setting setting, Perform perform, Names variables)
    {
        (Template, Expected, Place) = (perform.Call, perform.Expected, perform.Place);
        Role = BlockRoles.Of(perform.Call);
        IsOfSimulation = perform.Call is PthreadCancel or OpenGate;
        Into = [.. perform.Into.Select(variables.NumberOf)];
        _names = [.. CallDescriptors.Of(perform.Call).Where(fd => fd.Name is not null).Select(fd => fd.Name!).Distinct(StringComparer.Ordinal)];
        _variables = [.. _names.Select(variables.NumberOf)];
        _values = new int[_variables.Length];
        // Even where the descriptors are not known yet, the other names get their numbers here.
        Prepared = new PreparedCall(setting, perform.Call);
        Hash = CallHash.Of(perform.Call);
    }

    /// <summary>The call as the program has it.</summary>
    public Call Template { get; }

    /// <summary>What it does with its control block.</summary>
    public BlockRole Role { get; }

    /// <summary>Whether it does something to the simulation, and not to the machine alone.</summary>
    public bool IsOfSimulation { get; }

    public Expected? Expected { get; }

    public SourcePlace? Place { get; }

    /// <summary>The variables that take the descriptors it returns.</summary>
    public int[] Into { get; }

    /// <summary>Whether it depends on the values of variables.</summary>
    public bool NamesVariables => _names.Length > 0;

    /// <summary>The call with the descriptors' numbers.</summary>
    public PreparedCall Prepared { get; private set; }

    /// <summary>The hash of the call, for the trace.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Whether every variable that it names has a value.</summary>
    public bool CanResolve(ReadOnlySpan<int?> variables)
    {
        foreach (var variable in _variables)
        {
            if (variables[variable] is null) return false;
        }

        return true;
    }

    /// <summary>The values of its variables with which it was prepared last.</summary>
    public ReadOnlySpan<int> Values => _values;

    /// <summary>Makes <see cref="Prepared"/> what the variables say now.</summary>
    public void Resolve(Setting setting, ReadOnlySpan<int?> variables)
    {
        if (_variables.Length == 0) return;
        var same = _resolved;
        for (var i = 0; i < _variables.Length; i++)
        {
            var value = variables[_variables[i]] ?? throw new ProgramException($"The variable '{_names[i]}' has no value yet.", Place);
            same &= _values[i] == value;
            _values[i] = value;
        }

        if (!same) Prepare(setting);
    }

    /// <summary>Makes <see cref="Prepared"/> what it was with these <see cref="Values"/>.</summary>
    public void Resolve(Setting setting, ReadOnlySpan<int> values)
    {
        if (_resolved && values.SequenceEqual(_values)) return;
        values.CopyTo(_values);
        Prepare(setting);
    }

    private void Prepare(Setting setting)
    {
        var call = CallDescriptors.Replace(Template, ValueOf);
        (Prepared, Hash, _resolved) = (new PreparedCall(setting, call), CallHash.Of(call), true);
    }

    private Fd ValueOf(Fd fd) => fd.Name is null ? fd : new Fd(_values[Array.IndexOf(_names, fd.Name)]);
}

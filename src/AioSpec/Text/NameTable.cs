using System.Runtime.CompilerServices;

namespace AioSpec.Text;

/// <summary>The names of an enum's values, both ways and without allocation. The members are POSIX names already.</summary>
internal sealed class NameTable<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<T, string> _names = [];

    /// <summary>All members but these: 0 of errno has no name in POSIX.</summary>
    public NameTable(params ReadOnlySpan<T> without)
    {
        _lookup = _values.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var value in Enum.GetValues<T>())
        {
            if (!without.Contains(value)) Add(value);
        }
    }

    /// <summary>The names in the order of their values.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The name, or null for a value that has none.</summary>
    public string? NameOf(T value) => _names.GetValueOrDefault(value);

    /// <summary>The value of a name.</summary>
    public bool TryParse(ReadOnlySpan<char> name, out T value) => _lookup.TryGetValue(name, out value);

    /// <summary>The number of a value: every enum of the contract is an int.</summary>
    public static int Number(T value) => Unsafe.BitCast<T, int>(value);

    /// <summary>The value with this number, named or not.</summary>
    public static T Value(int number) => Unsafe.BitCast<int, T>(number);

    private void Add(T value)
    {
        var name = value.ToString();
        Names.Add(name);
        _values.Add(name, value);
        _names.Add(value, name);
    }
}

/// <summary>The name tables of the contract.</summary>
internal static class Words
{
    public static NameTable<Errno> Errnos { get; } = new(Errno.None);

    public static NameTable<LioOpcode> Opcodes { get; } = new();

    public static NameTable<LioMode> Modes { get; } = new();

    public static NameTable<AioCancelResult> CancelResults { get; } = new();

    public static NameTable<SyncOperation> SyncOperations { get; } = new();

    public static NameTable<OpenFlags> OpenFlags { get; } = new();

    public static NameTable<SignalCode> SignalCodes { get; } = new();

    public static NameTable<Programs.MaskChange> MaskChanges { get; } = new();

    public static NameTable<Programs.Rlimit> Rlimits { get; } = new();

    /// <summary>Every name that may stand where a function value is expected.</summary>
    public static List<string> Values { get; } = [.. Errnos.Names, .. CancelResults.Names, .. Signo.Names];
}

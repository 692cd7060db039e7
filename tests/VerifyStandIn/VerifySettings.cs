using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>Where the snapshot of one call of Verify lies: <c>{Directory}/{Class}.{Method}_{Parameters}.verified.{ext}</c>.</summary>
public sealed class VerifySettings
{
    internal string? Directory { get; private set; }

    internal string? FileName { get; private set; }

    internal string? MethodName { get; private set; }

    internal IReadOnlyList<object?>? Parameters { get; private set; }

    internal string? TextForParameters { get; private set; }

    /// <summary>Looks in another directory, absolute or relative to that of the test's source file.</summary>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>Replaces class, method and parameters. Goes with <see cref="UseDirectory"/> only.</summary>
    public void UseFileName(string fileName)
    {
        Refuse(MethodName ?? TextForParameters ?? (object?)Parameters);
        FileName = Valid(fileName);
    }

    /// <summary>Replaces the method; needed when one test calls Verify twice.</summary>
    public void UseMethodName(string name)
    {
        Refuse(FileName);
        MethodName = Valid(name);
    }

    /// <summary>The values of the test's first parameters, in their order; a theory has to give them or a text.</summary>
    public void UseParameters(params object?[] parameters)
    {
        Refuse(FileName ?? TextForParameters);
        Parameters = parameters;
    }

    /// <summary>Replaces <c>name=value_…</c>.</summary>
    public void UseTextForParameters(string parametersText)
    {
        Refuse(FileName ?? (object?)Parameters);
        TextForParameters = Valid(parametersText);
    }

    private static void Refuse(object? other, [CallerMemberName] string caller = "")
    {
        if (other is not null)
        {
            throw new InvalidOperationException($"{caller} does not go with what was chosen before it.");
        }
    }

    private static string Valid(string part) =>
        part.Length > 0 && SnapshotName.Clean(part) == part
            ? part
            : throw new ArgumentException($"'{part}' cannot be a part of a file's name.", nameof(part));
}

using System.Collections;
using System.Globalization;
using System.Reflection;

namespace VerifyTests;

/// <summary>The path of a snapshot up to <c>.verified.{ext}</c>.</summary>
internal static class SnapshotName
{
    private const string Invalid = "\"\\<>|:*?/";

    public static string Prefix(VerifySettings settings, MethodInfo test, string sourceFile)
    {
        var directory = Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? "");
        var name = settings.FileName ?? $"{Class(test.ReflectedType!)}.{settings.MethodName ?? test.Name}{Parameters(settings, test)}";
        return Path.Combine(directory, name);
    }

    /// <summary>Replaces by a dash what some file system does not allow in a name.</summary>
    public static string Clean(string part) =>
        string.Concat(part.Select(c => c < ' ' || Invalid.Contains(c, StringComparison.Ordinal) ? '-' : c));

    private static string Class(Type type) =>
        type.IsNested ? $"{Class(type.DeclaringType!)}.{type.Name}" : type.Name;

    private static string Parameters(VerifySettings settings, MethodInfo test)
    {
        var parameters = test.GetParameters();
        if (settings.TextForParameters is { } text)
        {
            return "_" + text;
        }

        if (settings.Parameters is not { } values)
        {
            return parameters.Length == 0 ? "" : throw Missing(test, parameters);
        }

        if (values.Count > parameters.Length)
        {
            throw new InvalidOperationException($"{test.Name} has {parameters.Length} parameters; UseParameters got {values.Count}.");
        }

        return string.Concat(values.Select((value, at) => $"_{parameters[at].Name}={Value(value)}"));
    }

    private static InvalidOperationException Missing(MethodInfo test, ParameterInfo[] parameters)
    {
        var names = string.Join(", ", parameters.Select(p => p.Name));
        return new($"{test.Name} has parameters, so each case needs a snapshot of its own: add .UseParameters({names}).");
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => Clean(text),
        // The package has its own spelling of these; a text of the test's is the same everywhere.
        DateTime or DateTimeOffset or DateOnly or TimeOnly or IEnumerable =>
            throw new ArgumentException($"Name a {value.GetType().Name} with UseTextForParameters.", nameof(value)),
        IFormattable number => Clean(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Clean(value.ToString()!),
    };
}

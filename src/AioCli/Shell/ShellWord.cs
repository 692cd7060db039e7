namespace AioCli.Shell;

/// <summary>Words of a command line that is printed to be copied.</summary>
internal static class ShellWord
{
    private const string Harmless = "@%+=:,./-_";

    /// <summary>The word as a shell takes it.</summary>
    public static string Quote(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || Harmless.Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

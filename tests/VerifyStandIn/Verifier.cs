using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Compares a text with the snapshot that is committed beside the test.</summary>
/// <remarks>
/// Names, signatures, file names and the rules of comparison are those of Verify.Xunit, so that the same tests and the
/// same files pass with the package (<c>-p:UseVerifyPackage=true</c>). Only strings are compared: objects would need
/// the package's JSON dialect.
/// </remarks>
public static class Verifier
{
    /// <summary>Compares <paramref name="target"/> with <c>{Class}.{Method}.verified.txt</c>.</summary>
    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Start(target, "txt", settings, sourceFile);

    /// <summary>Compares <paramref name="target"/> with <c>{Class}.{Method}.verified.{extension}</c>.</summary>
    public static SettingsTask Verify(
        string? target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Start(target, extension, settings, sourceFile);

    private static SettingsTask Start(string? target, string extension, VerifySettings? settings, string sourceFile)
    {
        var test = UseVerifyAttribute.Current;
        return new SettingsTask(
            settings ?? new VerifySettings(),
            chosen => Snapshot.Compare(Snapshot.Text(target), SnapshotName.Prefix(chosen, test, sourceFile), extension));
    }
}

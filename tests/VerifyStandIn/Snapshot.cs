using System.Collections.Concurrent;
using System.Text;

namespace VerifyTests;

/// <summary>Compares a text with its verified file, and leaves a received file where they differ.</summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding WithBom = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly ConcurrentDictionary<string, bool> Used = new(StringComparer.Ordinal);

    /// <summary>What stands in the file for <paramref name="target"/>: an empty file would say nothing.</summary>
    public static string Text(string? target) => target switch
    {
        null => "null",
        "" => "emptyString",
        _ => Fold(target),
    };

    public static async Task Compare(string received, string prefix, string extension)
    {
        if (!Used.TryAdd(prefix, true))
        {
            throw new InvalidOperationException(
                $"Two snapshots of one run have the name {prefix}. Tell them apart with UseParameters or UseMethodName.");
        }

        var files = new SnapshotFiles(prefix, extension);
        File.Delete(files.Received);
        var verified = File.Exists(files.Verified) ? Fold(await File.ReadAllTextAsync(files.Verified)) : "";
        var difference = new SnapshotDifference(files, verified, received, files.Stale());
        if (!difference.Same)
        {
            await File.WriteAllTextAsync(files.Received, received, WithBom);
        }

        difference.ThrowIfAny();
    }

    private static string Fold(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}

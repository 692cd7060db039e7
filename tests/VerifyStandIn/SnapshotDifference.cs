using System.Text;

namespace VerifyTests;

/// <summary>What a comparison has found. Its message lists the files as the package does, then how to accept them.</summary>
internal sealed record SnapshotDifference(SnapshotFiles Files, string Verified, string Received, IReadOnlyList<string> Stale)
{
    /// <summary>Editors like to end a file with a newline; that one is forgiven.</summary>
    public bool Same => Verified == Received || Verified == Received + "\n";

    public void ThrowIfAny()
    {
        if (!Same || Stale.Count > 0)
        {
            throw new VerifyException(Message());
        }
    }

    private string Message()
    {
        var text = new StringBuilder($"Directory: {Files.Folder}\n");
        if (!Same)
        {
            text.Append(Verified.Length == 0 ? "New:\n" : "NotEqual:\n")
                .Append($"  - Received: {Path.GetFileName(Files.Received)}\n")
                .Append($"    Verified: {Path.GetFileName(Files.Verified)}\n");
        }

        if (Stale.Count > 0)
        {
            text.Append("Delete:\n").AppendJoin("", Stale.Select(file => $"  - {Path.GetFileName(file)}\n"));
        }

        return text.Append(FirstDifference()).Append(Acceptance()).ToString();
    }

    private string FirstDifference()
    {
        if (Same)
        {
            return "";
        }

        var (old, now) = (Verified.Split('\n'), Received.Split('\n'));
        var at = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"\nThe first difference is in line {at + 1}:\n  verified: {Line(old, at)}\n  received: {Line(now, at)}\n";
    }

    private string Acceptance() =>
        "\nTo accept:\n"
        + (Same ? "" : $"  mv '{Files.Received}' '{Files.Verified}'\n")
        + string.Concat(Stale.Select(file => $"  rm '{file}'\n"))
        + "Only accept a snapshot if you understand what changed it and it is wanted.";

    private static string Line(string[] lines, int at) => at < lines.Length ? $"'{lines[at]}'" : "(the text has ended)";
}

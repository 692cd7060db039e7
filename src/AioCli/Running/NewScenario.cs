using System.Text.Encodings.Web;
using AioCli.Shell;

namespace AioCli.Running;

/// <summary>The scenario that a user starts from.</summary>
internal static class NewScenario
{
    /// <summary>What scenario files end in.</summary>
    public const string Extension = ".yaml";

    private const string Schema = "scenario.schema.json";
    private const int FoldersUp = 8;

    /// <summary>The text of the file.</summary>
    /// <param name="session">Whose working directory the path is relative to.</param>
    /// <param name="path">Where it will be.</param>
    public static string Text(Session session, string path) => $$"""
        # yaml-language-server: $schema={{SchemaFor(session.Full(path))}}
        scenario: 1
        name: {{Quote(Path.GetFileNameWithoutExtension(path))}}
        about: >-
          What this shows, in a sentence or two. Here: a read moves the bytes at aio_offset into the buffer, and its result is
          taken with aio_return.
        shows: [READ-01, RETURN-01]

        # What exists at the start, and how long a transfer takes.
        files:
          /sim/greeting: hello, world
        device: { latency: 5ms }

        # Control blocks by name; $f is the descriptor that open returns.
        blocks:
          r1: { fd: $f, offset: 7, nbytes: 5 }

        # Each thread is a list of calls, each with what it is expected to return.
        threads:
          main:
            - open: { path: /sim/greeting, as: f }
            - aio_read: r1
              expect: 0
            - aio_error: r1
              expect: EINPROGRESS
            - aio_suspend: r1
              expect: { value: 0, at: 5ms }
            - aio_error: r1
              expect: 0
            - aio_return: r1
              expect: { value: 5, bytes: world }

        # What is expected of the whole run: here its virtual time.
        expect:
          end: 5ms

        """;

    /// <summary>In the quotes of YAML, whose escapes are those of JSON.</summary>
    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>The nearest schema, seen from the file: in its folder or in one above.</summary>
    private static string SchemaFor(string path)
    {
        var folder = Path.GetDirectoryName(path);
        for (var up = 0; folder is not null && up < FoldersUp; up++, folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Schema))) return string.Concat(Enumerable.Repeat("../", up)) + Schema;
        }

        return Schema;
    }
}

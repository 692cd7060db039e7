using System.Collections.Immutable;
using System.Text;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioCli.Targets.Drivers;

/// <summary>What a driver says before anything else: who it is, what it can do, what it declares.</summary>
internal static class FirstMessage
{
    /// <summary>The first line: the protocol and its version.</summary>
    public const string Protocol = "aiosim-driver 1";

    /// <summary>The ability to take programs as their text instead of scripts.</summary>
    public const string Text = "program-text";

    private const int MostLines = 1000;

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">It does not come in time, or is not one.</exception>
    public static Capabilities Read(DriverConnection connection, TimeSpan patience)
    {
        var first = Line(connection, patience);
        if (first != Protocol) throw new IOException($"its first line is '{Shortened(first)}'; expected '{Protocol}'");
        var can = ImmutableSortedSet.CreateBuilder<Feature>();
        var reasons = ImmutableSortedDictionary.CreateBuilder<Feature, string>();
        var sysconf = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var takesText = false;
        var (implementation, head) = ("unknown", new StringBuilder("aiosim-history 1\n"));
        for (var lines = 0; lines < MostLines; lines++)
        {
            var line = Line(connection, patience);
            switch (line.Split(' ', 3))
            {
                case ["ready"]:
                    return new Capabilities
                    {
                        Implementation = implementation,
                        Declaration = DeclarationOf(head.Append("---\n").ToString()),
                        Can = can.ToImmutable(),
                        Reasons = reasons.ToImmutable(),
                        TakesText = takesText,
                        Sysconf = sysconf.ToImmutable(),
                    };
                case ["target", ..]: implementation = line["target ".Length..]; break;
                case ["can", Text]: takesText = true; break;
                case ["can", var word, ..]: if (Features.Of(word) is { } ability) can.Add(ability); break;
                case ["cannot", var word, .. var reason]: if (Features.Of(word) is { } missing) reasons[missing] = reason.FirstOrDefault("it says so"); break;
                case ["sysconf", var name, var value]: if (long.TryParse(value, out var number)) sysconf[name] = number; break;
                default: head.Append(line).Append('\n'); break;
            }
        }

        throw new IOException($"its first message has more than {MostLines} lines");
    }

    private static Declaration DeclarationOf(string head)
    {
        try
        {
            using var reader = new StringReader(head);
            return new HistoryReader(reader, "the driver's first message").Header.Declaration;
        }
        catch (TextFormatError e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static string Line(DriverConnection connection, TimeSpan patience)
    {
        try
        {
            return connection.ReadLine(patience) ?? throw new IOException(Silence(connection, patience));
        }
        catch (FormatException e)
        {
            throw new IOException($"its first message is none: {e.Message}", e);
        }
    }

    private static string Silence(DriverConnection connection, TimeSpan patience) => connection.IsCut
        ? $"it did not say what it can do within {patience.TotalSeconds:0} s"
        : "it ended before it had said what it can do";

    private static string Shortened(string line) => line.Length <= 60 ? line : line[..60] + "…";
}

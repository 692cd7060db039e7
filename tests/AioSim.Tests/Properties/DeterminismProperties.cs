using AioSpec.Text;

namespace AioSim.Tests.Properties;

/// <summary>A run is a function of the program and the options, and a text of a program or history is that program or history.</summary>
public sealed class DeterminismProperties
{
    private const int Programs = 1_500;

    [Fact]
    public void Different_seeds_give_different_hashes()
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 200; seed++) hashes.Add(Simulated.Run(Simulated.Program(seed), seed).Result.TraceHash);

        Assert.Equal(200, hashes.Count);
    }

    [Fact]
    public void A_printed_program_is_the_same_program() => Simulated.All(Programs, seed =>
    {
        var program = Simulated.Program(seed);
        var text = ProgramText.Print(program);
        var read = ProgramText.Parse(text, "printed");
        if (ProgramText.Print(read) != text) return $"another text:\n{text}\n{ProgramText.Print(read)}";
        return Simulated.Run(program, seed).Result.TraceHash == Simulated.Run(read, seed).Result.TraceHash ? null : $"it runs otherwise:\n{text}";
    });

    [Fact]
    public void A_printed_history_is_the_same_history() => Simulated.All(Programs, seed =>
    {
        var history = Simulated.Run(Simulated.Program(seed), seed).History;
        var text = HistoryText.Print(history);
        var read = HistoryText.Parse(text, "printed");
        if (HistoryText.Print(read) != text) return $"another text:\n{text}";
        return read.Header.Declaration == history.Header.Declaration && read.Header.Files.SequenceEqual(history.Header.Files)
            && read.Events.SequenceEqual(history.Events) ? null : $"another history:\n{text}";
    });
}

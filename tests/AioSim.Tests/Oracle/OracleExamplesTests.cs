using AioSpec.Catalogue;
using AioSpec.Text;

namespace AioSim.Tests.Oracle;

/// <summary>The enumerator and the catalogue's examples agree: what is refused there, the model cannot do; its neighbour it can.</summary>
public sealed class OracleExamplesTests
{
    public static TheoryData<string> Ids { get; } = [.. Examples.All.Select(e => e.Id)];

    /// <summary>The model has one process.</summary>
    private static readonly string[] s_twoProcesses = ["CLOSE-07", "CLOSE-08"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_an_example_permits_is_proved(string id) => Assert.Equal(Expected(id, ExplanationKind.Proved), Explain(Examples.Of(id)!.Permitted));

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_an_example_refuses_is_impossible(string id) => Assert.Equal(Expected(id, ExplanationKind.Impossible), Explain(Examples.Of(id)!.Refused));

    private static ExplanationKind Expected(string id, ExplanationKind kind) => s_twoProcesses.Contains(id) ? ExplanationKind.GaveUp : kind;

    private static ExplanationKind Explain(string text) => HistoryOracle.Explain(HistoryText.Parse(text, "example")).Kind;
}

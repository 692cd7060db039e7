using Xunit.Abstractions;

namespace AioEngine.Tests.Simulated;

/// <summary>The engine's core over AioSim's storage: every interleaving of its steps is judged.</summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Situations.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_interleaving_is_permitted(string name)
    {
        var explored = EveryInterleaving.Of(Situations.All[name]);

        output.WriteLine($"{explored.States} states, {explored.Ends} ends, {explored.Runs} runs");
        Assert.Null(explored.Broken);
        Assert.True(explored.Runs > 1, "There was nothing to choose.");
    }
}

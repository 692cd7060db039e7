using AioSpec.Programs;

namespace AioSpec.Model;

/// <summary>A call whose names have been looked up: what is performed again and again is prepared once.</summary>
public sealed class PreparedCall
{
    /// <summary>Looks up the names of a call. Its descriptors must be numbers.</summary>
    public PreparedCall(Setting setting, Call call)
    {
        Call = call;
        (Block, Blocks, Gate) = call switch
        {
            AioRead c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            AioWrite c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            AioFsync c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            AioError c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            AioReturn c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            AioCancel { Cb: { } cb } => (setting.Blocks.NumberOf(cb), [], -1),
            Look c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            Poison c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            Free c => (setting.Blocks.NumberOf(c.Cb), [], -1),
            AioSuspend c => (-1, Numbers(setting, c.List.AsSpan()), -1),
            LioListio c => (-1, Numbers(setting, [.. c.List.Select(e => e?.Cb)]), -1),
            OpenGate c => (-1, [], setting.Gates.NumberOf(c.Gate)),
            AwaitGate c => (-1, [], setting.Gates.NumberOf(c.Gate)),
            _ => (-1, NoBlocks, -1),
        };
    }

    private static readonly int[] NoBlocks = [];

    private RequestInfo?[]? _submissions;
    private Remainder? _rest;
    private Remainder? _restUndisturbed;

    /// <summary>The call.</summary>
    public Call Call { get; }

    /// <summary>The number of its control block, or -1.</summary>
    public int Block { get; }

    /// <summary>The numbers of the control blocks of its list; -1 is a NULL element.</summary>
    public IReadOnlyList<int> List => Blocks;

    /// <summary>The number of its gate, or -1.</summary>
    public int Gate { get; }

    internal int[] Blocks { get; }

    /// <summary>The latest description of what it submits: of the one request, or of each element.</summary>
    internal RequestInfo?[] Submissions => _submissions ??= new RequestInfo?[Math.Max(1, Blocks.Length)];

    /// <summary>What is left of the rule about this call, once its arguments are known; for aio_suspend and lio_listio.</summary>
    internal Remainder Rest => _rest ??= new Remainder(Rule, Fixed.Call);

    /// <summary>The same for a call that waits and that nothing has happened to but what it waits for.</summary>
    internal Remainder RestUndisturbed => _restUndisturbed ??= new Remainder(Rule, Fixed.Call | Fixed.Wait);

    private Rule Rule => Call is LioListio ? Rules.ListRules.Rule : Rules.SuspendRules.Rule;

    private static int[] Numbers(Setting setting, ReadOnlySpan<string?> names)
    {
        var numbers = new int[names.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = names[i] is { } name ? setting.Blocks.NumberOf(name) : -1;
        return numbers;
    }
}

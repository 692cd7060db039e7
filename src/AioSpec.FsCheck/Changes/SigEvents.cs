using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Changes;

/// <summary>The notifications that the calls of a history ask for.</summary>
internal static class SigEvents
{
    /// <summary>All that are asked for, each once; also what the caller stored over one afterwards.</summary>
    public static IEnumerable<SigEvent> AskedFor(History history) => history.Events.OfType<Invoke>().SelectMany(e => Of(e.Call)).Distinct();

    private static IEnumerable<SigEvent> Of(Call call) => call switch
    {
        AioRead c => Of(c.Block.SigEvent),
        AioWrite c => Of(c.Block.SigEvent),
        AioFsync c => Of(c.Block.SigEvent),
        LioListio c => c.List.SelectMany(e => Of(e?.Block.SigEvent)).Concat(Of(c.Sig)).Concat(Reused(c)),
        _ => [],
    };

    private static IEnumerable<SigEvent> Of(SigEvent? sigevent) => sigevent is null ? [] : [sigevent];

    private static IEnumerable<SigEvent> Reused(LioListio list) =>
        list is { Sig: { } sig, SigReusedFor: { } value } ? [sig with { Value = value }] : [];
}

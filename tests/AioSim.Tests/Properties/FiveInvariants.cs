using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioSim.Tests.Properties;

/// <summary>
/// The invariants of one operation: (1) EINPROGRESS, then one constant status; (2) the status is 0 exactly if the return status
/// is not -1; (3) the first status may be final; (4) no operation disappears; (5) ECANCELED only where something canceled.
/// </summary>
/// <remarks>
/// Written with nothing of the model, from calls and returns alone. Where calls overlap so that it cannot be told which
/// operation an answer is of, the answer is not used.
/// </remarks>
internal sealed class FiveInvariants
{
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Stack<(Call Call, int At)>> _open = new(StringComparer.Ordinal);
    private string? _broken;
    private bool _firstFinal;

    /// <summary>Which invariant is broken, and how; null if none is.</summary>
    public static string? Broken(History history) => Of(history)._broken;

    /// <summary>Whether the first answer of aio_error on some operation was final.</summary>
    public static bool FirstStatusIsFinal(History history) => Of(history)._firstFinal;

    private static FiveInvariants Of(History history)
    {
        var walk = new FiveInvariants();
        for (var at = 0; at < history.Events.Length && walk._broken is null; at++) walk.Add(history.Events[at], at);
        return walk;
    }

    private void Add(Event e, int at)
    {
        if (!_open.TryGetValue(e.Thread, out var calls)) _open[e.Thread] = calls = new();
        switch (e)
        {
            case Invoke invoke:
                calls.Push((invoke.Call, at));
                Begin(invoke.Call, at);
                break;
            case Return returned when calls.TryPop(out var call): End(call.Call, call.At, at, returned.Result); break;
        }
    }

    private void Begin(Call call, int at)
    {
        foreach (var (cb, block) in Submissions(call)) _operations[cb] = new Operation(block.Fildes.Number, at) { MayBeCanceled = IsCovered(cb, block) };
        if (call is AioReturn result && _operations.TryGetValue(result.Cb, out var reaped))
        {
            reaped.Contended |= reaped.Reaped < at;
            reaped.Reaped = Math.Min(reaped.Reaped, at);
        }

        foreach (var (cb, operation) in _operations) operation.MayBeCanceled |= MayCancel(call, cb, operation.Fildes);
    }

    /// <summary>A call that has not returned yet may see what is submitted now.</summary>
    private bool IsCovered(string cb, ControlBlock block) =>
        _open.Values.Any(calls => calls.Any(open => MayCancel(open.Call, cb, block.Fildes.Number)));

    private static bool MayCancel(Call call, string cb, int fildes) => call switch
    {
        AioCancel cancel => cancel.Cb is null ? cancel.Fildes.Number == fildes : cancel.Cb == cb,
        Close close => close.Fildes.Number == fildes,
        Dup2 dup => dup.Fildes2.Number == fildes,
        Exec or Exit => true,
        _ => false,
    };

    private void End(Call call, int from, int at, Result result)
    {
        foreach (var (cb, _) in Submissions(call)) Submitted(cb, from, at, call, result);
        switch (call)
        {
            case AioError error when Find(error.Cb, from) is { } operation: Status(operation, error.Cb, from, at, result); break;
            case AioReturn retrieve when Find(retrieve.Cb, from) is { } operation: Returned(operation, retrieve.Cb, from, result); break;
        }
    }

    private void Submitted(string cb, int from, int at, Call call, Result result)
    {
        if (!_operations.TryGetValue(cb, out var operation) || operation.Begin != from) return;
        operation.Known = at;
        // What a rejected block answers is not specified (SUB-06); of a list that failed it is not known who was rejected.
        if (result.Value == -1 && (call is not LioListio || result.Errno == Errno.EINVAL)) _operations.Remove(cb);
        else operation.Sure = result.Value == 0 && call is not LioListio;
    }

    /// <summary>The operation a call asked about, if that was submitted before the call began.</summary>
    private Operation? Find(string cb, int from) =>
        _operations.TryGetValue(cb, out var operation) && operation.Known < from ? operation : null;

    private void Status(Operation operation, string cb, int from, int at, Result result)
    {
        if (operation.Reaped <= at) return;
        if (result.Value == -1)
        {
            if (operation.Sure) _broken = $"4: {cb} has disappeared: {result.Errno}";
            return;
        }

        if (result.Value == (long)Errno.EINPROGRESS)
        {
            operation.Asked = true;
            if (operation.FinalSince < from) _broken = $"1: {cb} is in progress again";
            return;
        }

        _firstFinal |= !operation.Asked;
        operation.Asked = true;
        if (operation.Final is { } before && before != result.Value) _broken = $"1: the status of {cb} was {before} and is {result.Value}";
        if (result.Value == (long)Errno.ECANCELED && !operation.MayBeCanceled) _broken = $"5: {cb} is canceled, and nobody did it";
        operation.Final = result.Value;
        operation.FinalSince = Math.Min(operation.FinalSince, at);
    }

    private void Returned(Operation operation, string cb, int from, Result result)
    {
        // Only the first retrieval is entitled to the value; of two that overlap it is not known which that is.
        if (operation.Contended || operation.Final is not { } status) return;
        if (status == 0 != (result.Value >= 0)) _broken = $"2: the status of {cb} is {status}, aio_return gives {result.Value}";
    }

    private static IEnumerable<(string Cb, ControlBlock Block)> Submissions(Call call) => call switch
    {
        AioRead c => [(c.Cb, c.Block)],
        AioWrite c => [(c.Cb, c.Block)],
        AioFsync c => [(c.Cb, c.Block)],
        LioListio c => c.List.OfType<ListElement>().Where(e => e.Block.LioOpcode != LioOpcode.LIO_NOP).Select(e => (e.Cb, e.Block)),
        _ => [],
    };

    /// <summary>What is known of the latest operation of a control block.</summary>
    private sealed class Operation(int fildes, int begin)
    {
        public int Fildes => fildes;

        public int Begin => begin;

        /// <summary>The event at which it was known that it was accepted.</summary>
        public int Known { get; set; } = int.MaxValue;

        /// <summary>It was surely accepted.</summary>
        public bool Sure { get; set; }

        public bool Asked { get; set; }

        public long? Final { get; set; }

        public int FinalSince { get; set; } = int.MaxValue;

        /// <summary>aio_return was called again.</summary>
        public bool Contended { get; set; }

        public int Reaped { get; set; } = int.MaxValue;

        public bool MayBeCanceled { get; set; }
    }
}

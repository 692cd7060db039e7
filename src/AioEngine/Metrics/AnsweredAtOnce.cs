using System.Runtime.InteropServices;

namespace AioEngine.Metrics;

/// <summary>Counts the reads that were answered at once, which no lock sees: on a cache line for each processor.</summary>
internal sealed class AnsweredAtOnce
{
    private const int Stripes = 16;

    private readonly Stripe[] _stripes = new Stripe[Stripes];

    internal long Requests => Sum(static stripe => stripe.Requests);

    internal long Bytes => Sum(static stripe => stripe.Bytes);

    internal void Add(int requests, long bytes)
    {
        ref var stripe = ref _stripes[Thread.GetCurrentProcessorId() & (Stripes - 1)];
        Interlocked.Add(ref stripe.Requests, requests);
        Interlocked.Add(ref stripe.Bytes, bytes);
    }

    private long Sum(Func<Stripe, long> of)
    {
        var sum = 0L;
        foreach (var stripe in _stripes) sum += of(stripe);
        return sum;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Stripe
    {
        internal long Requests;
        internal long Bytes;
    }
}

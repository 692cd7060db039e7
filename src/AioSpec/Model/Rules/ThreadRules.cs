using AioSpec.Programs;
using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What thread cancellation does to a call (THREAD-03, 2.9.5).</summary>
public static class ThreadRules
{
    /// <summary>The calls at which a thread that was canceled ends (2.9.5.2).</summary>
    public static readonly Fact CancellationPoint = Is.Called<Call>("the call is a cancellation point", c =>
        c is AioSuspend or Sigwait or Sleep or Close or Open or Read or Write or Pread or Pwrite or Fsync);

    /// <summary>The return of a call.</summary>
    public static readonly Rule Return = new("return",
    [
        Only("THREAD-03", "the return from a cancellation point", Anything, !CancellationPoint | !Is.CanceledBefore),
    ],
    []);
}

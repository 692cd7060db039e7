using System.Collections.Immutable;

namespace AioSpec.Programs.Editing;

/// <summary>
/// Rounder times, all at once: what is as long as something else often has to stay so, since a race is two things at one
/// instant.
/// </summary>
internal static class DelayEdits
{
    /// <summary>The program with each of its times replaced, wherever it stands, by each rounder one.</summary>
    public static IEnumerable<Program> Of(Program program)
    {
        var times = new SortedSet<long>();
        Replace(program, time =>
        {
            times.Add(time);
            return time;
        });
        foreach (var time in times.Reverse())
        {
            foreach (var rounder in Round(time)) yield return Replace(program, t => t == time ? rounder : t);
        }
    }

    /// <summary>Round times first: a unit, then the leading digit, then nothing at all.</summary>
    private static IEnumerable<long> Round(long time) => CallEdits.Rounder(time).Where(rounder => rounder < time);

    private static Program Replace(Program program, Func<long, long> time) => program with
    {
        Threads = [.. program.Threads.Select(t => t with { Body = Replace(t.Body, time) })],
        Functions = [.. program.Functions.Select(f => f with { Body = Replace(f.Body, time) })],
        Device = program.Device with
        {
            Latency = Replace(program.Device.Latency, time),
            Crash = program.Device.Crash is { Cause: CrashCause.Time, Value: > 0 } crash ? crash with { Value = time(crash.Value) } : program.Device.Crash,
            Rules = [.. program.Device.Rules.Select(r => r.Latency is { } latency ? r with { Latency = Replace(latency, time) } : r)],
        },
        Expect = program.Expect.EndNanoseconds is { } end ? program.Expect with { EndNanoseconds = time(end) } : program.Expect,
    };

    private static Latency Replace(Latency latency, Func<long, long> time) => latency.Kind == LatencyKind.Fixed ? Latency.Fixed(time(latency.A)) : latency;

    private static ImmutableArray<Statement> Replace(ImmutableArray<Statement> body, Func<long, long> time) => [.. body.Select(statement => statement switch
    {
        Repeat repeat => repeat with { Body = Replace(repeat.Body, time) },
        When choice => choice with { Then = Replace(choice.Then, time), Otherwise = Replace(choice.Otherwise, time) },
        Perform perform => perform with { Call = Replace(perform.Call, time), Expected = Replace(perform.Expected, time) },
        _ => statement,
    })];

    private static Call Replace(Call call, Func<long, long> time) => call switch
    {
        Sleep { Nanoseconds: > 0 } sleep => sleep with { Nanoseconds = time(sleep.Nanoseconds) },
        AioSuspend { Timeout: { IsValid: true, TotalNanoseconds: > 0 } timeout } suspend =>
            suspend with { Timeout = Timespec.FromNanoseconds(time(timeout.TotalNanoseconds)) },
        Sigwait { Timeout: { IsValid: true, TotalNanoseconds: > 0 } timeout } wait => wait with { Timeout = Timespec.FromNanoseconds(time(timeout.TotalNanoseconds)) },
        _ => call,
    };

    private static Expected? Replace(Expected? expected, Func<long, long> time) =>
        expected?.AtNanoseconds is { } at ? expected with { AtNanoseconds = time(at) } : expected;
}

using System.Text;
using AioSpec.Programs;
using AioSpec.Text;

namespace Aio.Benchmarks.Programs;

/// <summary>
/// A number of requests on files of their own, each with a thread that cancels it and a thread that looks at it twice: a request may
/// be queued, running, done or canceled when either comes. Each request brings 11 steps: three of its own, three of the thread
/// that cancels, five of the one that looks.
/// </summary>
internal static class CancelRace
{
    public static Program Of(int requests)
    {
        var text = new StringBuilder("aiosim-program 1\n");
        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
        for (var i = 1; i <= requests; i++) Line($"file /sim/f{i} \"hello\"");
        Line($"device reorder");
        Line($"thread main");
        for (var i = 1; i <= requests; i++) Line($"  open(\"/sim/f{i}\", O_RDONLY) -> $f{i}");
        for (var i = 1; i <= requests; i++) Line($"  aio_read(r{i}, fd=$f{i}, nbytes=5)");
        Line($"  open_gate(submitted)");
        for (var i = 1; i <= requests; i++)
        {
            Line($"thread cancel{i}");
            Line($"  await_gate(submitted)");
            Line($"  aio_cancel($f{i}, r{i})");
            Line($"thread look{i}");
            Line($"  await_gate(submitted)");
            Line($"  aio_error(r{i})");
            Line($"  aio_error(r{i})");
        }

        return ProgramText.Parse(text.ToString(), "cancel race");
    }
}

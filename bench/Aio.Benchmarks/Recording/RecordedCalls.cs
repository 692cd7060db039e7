using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Aio.Benchmarks.Reporting;

namespace Aio.Benchmarks.Recording;

/// <summary>What <c>aiosim record</c> adds to a call of aio.h: a program in C, with the recorder preloaded and without it in turns.</summary>
internal static class RecordedCalls
{
    private const int HeadBytes = 4096, SlotBytes = 128, SlotsOfTurn = 6000;
    private const int Goal = 2000;

    private static ReadOnlySpan<byte> Magic => "AIOREC\0\u0002"u8;

    /// <summary>Measures so many rounds.</summary>
    public static void Measure(Report report, int rounds, int turns)
    {
        var folder = Directory.CreateTempSubdirectory("aiosim-bench-").FullName;
        try
        {
            var (program, recorder) = (Path.Combine(folder, "calls"), Path.Combine(folder, "record.so"));
            Compile(Source("calls.c"), program);
            Compile(Source("aio_record.c"), recorder, "-fPIC", "-shared", "-ldl");
            var samples = Enumerable.Range(0, rounds).Select(_ => (Plain: Run(program, turns, null, folder), Recorded: Run(program, turns, recorder, folder))).ToList();
            report.Add($"\nrecording: {rounds} {(rounds == 1 ? "round" : "rounds")} of {turns * 300} calls, ns a call, each figure the median over the calls of a round");
            report.Add($"{"",-46} {"median",9} {"quartile",9} {"quartile",9} {"min",9} {"max",9}");
            foreach (var kind in samples[0].Plain.Keys)
            {
                var added = Spread.Of(samples.Select(s => s.Recorded[kind].Median - s.Plain[kind].Median));
                report.Add($"{kind,-46} {Spread.Of(samples.Select(s => s.Plain[kind].Median)).ToText("0")}");
                report.Add($"{"  added by the recorder",-46} {added.ToText("0")}");
                report.Add($"{"  added to the mean of the calls",-46} {Spread.Of(samples.Select(s => s.Recorded[kind].Mean - s.Plain[kind].Mean)).ToText("0")}");
                report.Add(Reporting.Goal.Most($"ns that recording adds to {kind}", added, Goal));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Source(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static void Compile(string source, string output, params string[] flags)
    {
        using var compiler = Process.Start("cc", ["-std=c11", "-O2", "-pthread", "-o", output, source, .. flags]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0) throw new InvalidOperationException($"{source} cannot be compiled");
    }

    private static Dictionary<string, (double Median, double Mean)> Run(string program, int turns, string? recorder, string folder)
    {
        var start = new ProcessStartInfo(program, [turns.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        if (recorder is not null)
        {
            start.Environment["LD_PRELOAD"] = recorder;
            start.Environment["AIOSIM_RECORD"] = Log(Path.Combine(folder, "notes"), (long)turns * SlotsOfTurn);
        }

        using var process = Process.Start(start)!;
        var told = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(
            words => words[0], words => (double.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture)));
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"the calls ended with status {process.ExitCode}");
        return recorder is null || Lost(Path.Combine(folder, "notes")) == 0 ? told : throw new InvalidOperationException("notes were lost");
    }

    /// <summary>A file for the notes, made anew, as <c>aiosim record</c> makes it.</summary>
    private static string Log(string path, long slots)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        var head = new byte[16];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), slots);
        file.Write(head);
        file.SetLength(HeadBytes + (slots * SlotBytes));
        return path;
    }

    private static long Lost(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[32];
        file.ReadExactly(head);
        if (BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16)) == 0) throw new InvalidOperationException("nothing was noted");
        return BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(24));
    }
}

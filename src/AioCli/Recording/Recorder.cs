using AioCli.Native;
using AioCli.Shell;

namespace AioCli.Recording;

/// <summary>The library in C that is preloaded into the program that is recorded.</summary>
internal static class Recorder
{
    private const string Source = "aio_record.c";

    private static readonly string[] s_flags = ["-std=c11", "-O2", "-fPIC", "-shared", "-pthread", "-ldl"];

    /// <summary>The path of the library for a program, compiled for the libc that the program uses.</summary>
    /// <exception cref="UserError">There is no compiler, or nothing can be preloaded into the program.</exception>
    public static string For(Session session, RecordedProgram program)
    {
        var interpreter = program.InterpreterOf();
        if (interpreter == "") throw new UserError($"{program.Path}: it is linked statically, and nothing can be preloaded into it; link it dynamically", ExitCode.OurFailure);
        return UsesMusl(interpreter)
            ? NativeCode.Build(session.Machine, Source, s_flags, ["musl-gcc"], "aiosim: recording a program that uses musl needs musl-gcc: install musl and musl-tools (Debian: apt-get install musl-tools)")
            : NativeCode.Build(session.Machine, Source, s_flags, ["cc", "gcc", "clang"], "aiosim: recording needs a C compiler: install gcc or clang (Debian: apt-get install gcc libc6-dev)");
    }

    /// <summary>What the head of a history says of who performed it.</summary>
    public static string TargetOf(RecordedProgram program) => (UsesMusl(program.InterpreterOf()) ? "musl" : "libc") + ", recorded";

    private static bool UsesMusl(string? interpreter) => interpreter?.Contains("musl", StringComparison.Ordinal) ?? false;
}

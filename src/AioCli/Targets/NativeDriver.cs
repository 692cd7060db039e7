using AioCli.Machines;
using AioCli.Native;

namespace AioCli.Targets;

/// <summary>The driver in C, compiled for the C library of a compiler.</summary>
internal static class NativeDriver
{
    /// <summary>The path of the compiled driver.</summary>
    /// <param name="machine">Where the compiler is.</param>
    /// <param name="compilers">The compilers that will do, best first.</param>
    /// <param name="name">What the implementation is called; null: the driver knows.</param>
    /// <param name="missing">What to say where there is none of them.</param>
    /// <exception cref="Shell.UserError">No compiler is there, or it cannot compile the driver.</exception>
    public static string Build(IMachine machine, IReadOnlyList<string> compilers, string? name, string missing) =>
        NativeCode.Build(machine, "aio_driver.c", ["-std=c11", "-O2", "-pthread", .. name is null ? [] : new[] { $"-DTARGET_NAME=\"{name}\"" }], compilers, missing);
}

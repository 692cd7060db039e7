using AioEngine.Core;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioEngine.Tests.Simulated;

/// <summary>A program, and what the system below may do, of which every interleaving is looked at.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Program">What the threads do.</param>
/// <param name="Faults">What the system may do once each.</param>
/// <param name="MaxOutstanding">AIO_MAX.</param>
internal sealed record Situation(string Name, Program Program, BackendFault[] Faults, int MaxOutstanding)
{
    internal CoreDefect Defect { get; init; }

    internal static Situation Of(string name, string text, params BackendFault[] faults) =>
        new(name, ProgramText.Parse("aiosim-program 1\n" + text, name), faults, int.MaxValue);
}

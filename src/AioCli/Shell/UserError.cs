using System.Diagnostics.CodeAnalysis;

namespace AioCli.Shell;

/// <summary>
/// Something that the user can put right: the message says what, where, and what now. It is shown as it is, without a stack
/// trace.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "An error of the user, not an exceptional state of ours.")]
[SuppressMessage("Design", "CA1032", Justification = "It makes no sense without a message.")]
internal sealed class UserError(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; } = exitCode;
}

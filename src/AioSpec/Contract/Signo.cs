using System.Globalization;

namespace AioSpec;

/// <summary>A signal number (XBD signal.h), with the numbers of Linux on x86-64. Real-time signals are 34 to 64.</summary>
/// <param name="Number">The number; 0 is no signal.</param>
public readonly record struct Signo(int Number) : IComparable<Signo>
{
    /// <summary>The first real-time signal an application may use.</summary>
    public const int RealTimeMin = 34;

    /// <summary>The last real-time signal.</summary>
    public const int RealTimeMax = 64;

    /// <summary>SIGPIPE: a write to a pipe that nobody can read from.</summary>
    public static readonly Signo BrokenPipe = new(13);

    private static readonly (string Name, int Number)[] s_names =
    [
        ("SIGHUP", 1), ("SIGINT", 2), ("SIGQUIT", 3), ("SIGILL", 4), ("SIGABRT", 6), ("SIGBUS", 7), ("SIGFPE", 8), ("SIGKILL", 9), ("SIGUSR1", 10), ("SIGSEGV", 11), ("SIGUSR2", 12),
        ("SIGPIPE", 13), ("SIGALRM", 14), ("SIGTERM", 15), ("SIGCHLD", 17), ("SIGCONT", 18), ("SIGURG", 23),
        ("SIGXFSZ", 25), ("SIGWINCH", 28), ("SIGIO", 29),
    ];

    /// <summary>The names that <see cref="TryParse"/> takes, for a message that suggests the nearest one.</summary>
    public static IEnumerable<string> Names => s_names.Select(n => n.Name).Append("SIGRTMIN+1").Append("SIGRTMAX");

    /// <summary>Whether the signal is a real-time one, whose instances queue with their values (2.4.2).</summary>
    public bool IsRealTime => Number is >= RealTimeMin and <= RealTimeMax;

    /// <summary>Whether this is a number that a signal can have.</summary>
    public bool IsValid => Number is >= 1 and <= RealTimeMax;

    /// <summary>Whether the default action is to ignore the signal (XBD signal.h).</summary>
    public bool IsIgnoredByDefault => Number is 17 or 18 or 23 or 28;

    /// <summary>The real-time signal <c>SIGRTMIN+offset</c>.</summary>
    public static Signo RealTime(int offset) => new(RealTimeMin + offset);

    /// <inheritdoc/>
    public int CompareTo(Signo other) => Number.CompareTo(other.Number);

    /// <summary>Reads <c>SIGUSR1</c>, <c>SIGRTMIN</c>, <c>SIGRTMIN+3</c>, <c>SIGRTMAX-1</c> or a number.</summary>
    public static bool TryParse(string text, out Signo signo)
    {
        signo = default;
        foreach (var (name, number) in s_names)
        {
            if (name == text) { signo = new Signo(number); return true; }
        }

        if (TryOffset(text, "SIGRTMIN", '+', out var above)) { signo = new Signo(RealTimeMin + above); return signo.IsRealTime; }
        if (TryOffset(text, "SIGRTMAX", '-', out var below)) { signo = new Signo(RealTimeMax - below); return signo.IsRealTime; }
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain)) return false;
        signo = new Signo(plain);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        foreach (var (name, number) in s_names)
        {
            if (number == Number) return name;
        }

        if (!IsRealTime) return Number.ToString(CultureInfo.InvariantCulture);
        return Number == RealTimeMin ? "SIGRTMIN" : string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{Number - RealTimeMin}");
    }

    private static bool TryOffset(string text, string prefix, char sign, out int offset)
    {
        offset = 0;
        if (!text.StartsWith(prefix, StringComparison.Ordinal)) return false;
        if (text.Length == prefix.Length) return true;
        return text[prefix.Length] == sign
            && int.TryParse(text.AsSpan(prefix.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }
}

namespace AioCli.Machines;

/// <summary>The limits that a real target meets.</summary>
internal static class Limits
{
    private const string File = "/proc/self/limits";

    /// <summary>Reads them.</summary>
    public static IEnumerable<Offer> Examine(IMachine machine) =>
    [
        Process(machine, "RLIMIT_NPROC", "Max processes", "threads of a real target: workers, SIGEV_THREAD (not in this version)"),
        Process(machine, "RLIMIT_SIGPENDING", "Max pending signals", "queued notifications of a real target (not in this version)"),
        Process(machine, "RLIMIT_FSIZE", "Max file size", "EFBIG of a real target (not in this version)"),
        System(machine, "pipe-max-size", "/proc/sys/fs/pipe-max-size", "full and empty pipes of a real target (not in this version)"),
        System(machine, "pipe-user-pages-soft", "/proc/sys/fs/pipe-user-pages-soft", "many pipes at a time (not in this version)"),
    ];

    private static Offer Process(IMachine machine, string name, string row, string enables)
    {
        if (!machine.IsLinux) return Doctor.Elsewhere(name, enables);
        var line = machine.Read(File)?.Split('\n').FirstOrDefault(l => l.StartsWith(row, StringComparison.Ordinal));
        return line?[row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, var hard, ..]
            ? new Offer(name, Availability.Yes, soft == hard ? soft : $"{soft}, at most {hard}", enables)
            : new Offer(name, Availability.Unknown, $"{File} does not say", enables);
    }

    private static Offer System(IMachine machine, string name, string path, string enables)
    {
        if (!machine.IsLinux) return Doctor.Elsewhere(name, enables);
        return machine.Read(path)?.Trim() is { Length: > 0 } value
            ? new Offer(name, Availability.Yes, value, enables)
            : new Offer(name, Availability.Unknown, $"{path} cannot be read", enables);
    }
}

namespace AioCli.Machines;

/// <summary>The limits that a real target meets.</summary>
internal static class Limits
{
    private const string File = "/proc/self/limits";

    /// <summary>Reads them.</summary>
    public static IEnumerable<Offer> Examine(IMachine machine) =>
    [
        Process(machine, "RLIMIT_NPROC", "Max processes", "a real target without threads for requests: EAGAIN (as root under a user of its own)"),
        Process(machine, "RLIMIT_SIGPENDING", "Max pending signals", "a real target that cannot queue a notification"),
        Process(machine, "RLIMIT_FSIZE", "Max file size", "short writes and EFBIG of a real target"),
        System(machine, "pipe-max-size", "/proc/sys/fs/pipe-max-size", "full and small pipes of a real target"),
        System(machine, "pipe-user-pages-soft", "/proc/sys/fs/pipe-user-pages-soft", "many pipes at a time"),
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

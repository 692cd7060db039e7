namespace AioCli.Machines;

/// <summary>Whether the kernel would make a ring for this process.</summary>
internal static class IoUring
{
    private const string Name = "io_uring";
    private const string Enables = "--target engine: the engine on the kernel's own queue (without it, engine:threads)";

    // Numbers of Linux, which is the only system that is asked.
    private const int Success = 0;
    private const int Eperm = 1;
    private const int Efault = 14;
    private const int Enosys = 38;

    /// <summary>Asks the kernel.</summary>
    public static Offer Examine(IMachine machine)
    {
        if (!machine.IsLinux) return Doctor.Elsewhere(Name, Enables);
        return machine.IoUringSetupErrno() switch
        {
            Success or Efault => new Offer(Name, Availability.Yes, "the kernel makes rings for this process", Enables),
            Eperm => new Offer(Name, Availability.No, $"refused with EPERM: {Refusal(machine)}", Enables),
            Enosys => new Offer(Name, Availability.No, "the kernel does not have it, or hides it (ENOSYS)", Enables),
            { } errno => new Offer(Name, Availability.No, $"refused with errno {errno}", Enables),
            null => new Offer(Name, Availability.Unknown, "this architecture is not asked", Enables),
        };
    }

    private static string Refusal(IMachine machine) => machine.Read("/proc/sys/kernel/io_uring_disabled")?.Trim() switch
    {
        "1" => "kernel.io_uring_disabled is 1, so only with privilege",
        "2" => "kernel.io_uring_disabled is 2",
        _ => "by the container, most likely",
    };
}

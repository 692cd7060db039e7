using System.Globalization;

namespace AioCli.Machines;

/// <summary>Examines a machine.</summary>
internal static class Doctor
{
    private const string NotHere = "not available here: this is not Linux";
    private const string LibcTargets = "compiling the driver of --target glibc";

    /// <summary>What it offers, and what each enables.</summary>
    public static IEnumerable<Offer> Examine(IMachine machine) =>
    [
        new("system", Availability.Yes, machine.System, "--target sim, judge, spec: they need nothing else"),
        new(".NET", Availability.Yes, $"{machine.Framework}, {machine.RuntimeIdentifier}", "everything"),
        new("cores", Availability.Yes, machine.Cores.ToString(CultureInfo.InvariantCulture), "a simulated run uses one; its result does not depend on them"),
        Compiler(machine, "gcc", LibcTargets),
        Compiler(machine, "clang", LibcTargets),
        Compiler(machine, "musl-gcc", "compiling the driver of --target musl"),
        IoUring.Examine(machine),
        UserFaultFd(machine),
        .. Limits.Examine(machine),
    ];

    /// <summary>What an offer says on a system that has no such thing.</summary>
    public static Offer Elsewhere(string name, string enables) => new(name, Availability.No, NotHere, enables);

    private static Offer Compiler(IMachine machine, string program, string enables) => machine.FirstLine(program, "--version") is { } line
        ? new Offer(program, Availability.Yes, line.Trim(), enables)
        : new Offer(program, Availability.No, "not on PATH", enables);

    private static Offer UserFaultFd(IMachine machine)
    {
        const string name = "userfaultfd";
        const string enables = "--target glibc and musl: holding a transfer of a regular file in progress (latency and stalls of the device script)";
        if (!machine.IsLinux) return Elsewhere(name, enables);
        if (machine.Exists("/dev/userfaultfd")) return new Offer(name, Availability.Yes, "/dev/userfaultfd is there", enables);
        return machine.Read("/proc/sys/vm/unprivileged_userfaultfd")?.Trim() switch
        {
            "1" => new Offer(name, Availability.Yes, "vm.unprivileged_userfaultfd is 1", enables),
            "0" => new Offer(name, Availability.Unknown, "only with privilege: vm.unprivileged_userfaultfd is 0", enables),
            _ => new Offer(name, Availability.No, "the kernel does not have it", enables),
        };
    }
}

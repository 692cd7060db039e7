using AioSim.Device;
using AioSim.Storage;
using AioSpec;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSim;

/// <summary>What can be said of a program before it runs: names that nothing has, things that cannot be performed.</summary>
public static class ProgramCheck
{
    /// <summary>Throws the first mistake of a program.</summary>
    /// <exception cref="ProgramException">There is one.</exception>
    public static void Validate(Program program) => Validate(program, isAll: true);

    /// <summary>The same for a program whose statements may not be all that is performed.</summary>
    internal static void Validate(Program program, bool isAll)
    {
        if (Find(program, isAll).FirstOrDefault() is { } mistake) throw mistake;
    }

    /// <summary>The mistakes of a program: first of its parts, then of its statements in order.</summary>
    public static IEnumerable<ProgramException> Find(Program program) => Find(program, isAll: true);

    private static IEnumerable<ProgramException> Find(Program program, bool isAll) =>
        NamesTwice(program).Concat(Files(program)).Concat(Device(program)).Concat(new StatementCheck(program, isAll).Find());

    private static IEnumerable<ProgramException> NamesTwice(Program program)
    {
        var threads = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, thread) in program.Threads.Index())
        {
            var message = thread.Name is "" or "-" ? $"A thread cannot be called '{thread.Name}'."
                : IsCallbackName(thread.Name) ? $"A thread cannot be called '{thread.Name}': that is what threads of notification functions are called."
                : !threads.Add(thread.Name) ? $"There are two threads called '{thread.Name}'."
                : null;
            if (message is not null) yield return new(message) { Part = ProgramPart.Thread(i) };
        }

        var functions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, function) in program.Functions.Index())
        {
            if (!functions.Add(function.Name)) yield return new($"There are two functions called '{function.Name}'.") { Part = ProgramPart.Function(i) };
        }
    }

    private static bool IsCallbackName(string name) => name.Length > 1 && name[0] == 'N' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static IEnumerable<ProgramException> Files(Program program)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, file) in program.Files.Index())
        {
            var message = !Platter.IsPath(file.Path) ? $"A file's path starts with /sim/ and is in its shortest form: '{file.Path}'."
                : file.Unknown ? $"What '{file.Path}' holds is unknown: that is for histories, a program says what is in its files."
                : !paths.Add(file.Path) ? $"There are two files called '{file.Path}'."
                : null;
            if (message is not null) yield return new(message) { Part = ProgramPart.File(i) };
        }
    }

    private static IEnumerable<ProgramException> Device(Program program)
    {
        ProgramException At(ProgramPart part, string message) => new(message) { Part = part };
        if (program.Device.QueueDepth < 0) yield return At(ProgramPart.Device("queue-depth"), "The device's queue depth is below 0; 0 is no limit.");
        if (program.Device.Crash is { Cause: CrashCause.Time, Value: < 0 }) yield return At(ProgramPart.Device("crash"), "The system crashes at a time that is not below 0.");
        if (program.Device.Crash is { Cause: CrashCause.Transfers, Value: < 1 or > int.MaxValue }) yield return At(ProgramPart.Device("crash"), "The system crashes after 1 transfer or more.");
        if (Refused(program.Device) is { } reason) yield return At(ProgramPart.Device(""), $"The device script cannot be followed: {reason}");
        foreach (var (i, rule) in program.Device.Rules.Index())
        {
            var at = ProgramPart.Device("rule", i);
            if (rule.Short < 1) yield return At(at, "A short transfer moves at least one byte.");
            if (rule.Target.Nth < 1) yield return At(at, "The n-th transfer counts from 1.");
            if (rule.Target.Probability is { Denominator: < 1 }) yield return At(at, "A probability's denominator is at least 1.");
            if (rule.Fail is { } errno && !CanFail(program, errno)) yield return At(at, $"A transfer cannot fail with {errno}: that has another cause, or none.");
        }
    }

    private static string? Refused(DeviceScript script)
    {
        try
        {
            _ = new DeviceModel(script);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>Whether the rules let a transfer that nothing else is wrong with end so.</summary>
    private static bool CanFail(Program program, Errno errno)
    {
        if (errno == Errno.EAGAIN) return true;
        var setting = new Setting { Declared = EffectiveDeclaration.Of(program) };
        var state = Machine.Initial(setting, [new FileSpec("/sim/file", FileKind.Regular, Data.Empty)], 1);
        var machine = new Machine(state, new FirstChooser());
        machine.Call(0, new PreparedCall(setting, new Open("/sim/file", OpenFlags.O_RDWR)));
        machine.Call(0, new PreparedCall(setting, new AioRead("a", new ControlBlock { Fildes = new Fd(3), Nbytes = 1 })));
        return errno != Errno.None && CompletionRules.Status.Permits(state, new Scope(state.CurrentOf(0), -1, new Outcome(-1, errno)));
    }

    private sealed class FirstChooser : IChooser
    {
        public int Choose(ReadOnlySpan<Outcome> outcomes) => 0;
    }
}

using AioCli.Shell;
using AioSpec.Histories;
using AioSpec.Judging;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>An implementation behind drivers.</summary>
internal sealed class DriverTarget : ITarget
{
    private const int ConfirmationFactor = 10;

    /// <summary>A thread that lost its processor between invocation and wait, in nanoseconds, with others on a busy machine.</summary>
    private const long EntryTime = 20_000_000;

    /// <summary>After so many programs in a row of which nothing can be known, it is over.</summary>
    private const int MostFutile = 60;

    private readonly DriverPool _drivers;
    private int _futile;

    /// <summary>Programs that run share it; one whose hang is to be confirmed has it alone.</summary>
    private readonly ReaderWriterLockSlim _machine = new();

    /// <summary>Starts the first driver.</summary>
    /// <exception cref="IOException">It cannot be had, or its first message cannot be read.</exception>
    public DriverTarget(string name, Func<DriverConnection> connect, DriverPatience? patience = null)
    {
        (Name, _drivers) = (name, new DriverPool(connect, patience ?? DriverPatience.Default));
        var first = _drivers.Take();
        Capabilities = first.Capabilities;
        _drivers.Give(first);
    }

    /// <summary>What the drivers say on standard error; it is told when all of them are over.</summary>
    public Overheard? Overheard { get; init; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Capabilities Capabilities { get; }

    /// <inheritdoc/>
    /// <exception cref="UserError">The driver was lost and does not come back, or answers nothing any more.</exception>
    public Performance Perform(Program program, PerformOptions options, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var unmet = Capabilities.Unmet(program);
        if (!Capabilities.TakesText && StalledWrite.In(program) is { } stalled) unmet = unmet.Add(stalled);
        if (unmet.Length > 0) return Performance.Refused(Capabilities.Implementation, program, unmet);
        var script = ScriptWriter.Write(program, options.Seed);
        var first = Once(script, options.Limit, isPatient: false, cancel);
        if (!IsHang(first.Ending.Kind) || IsPermitted(first)) return IsHang(first.Ending.Kind) ? Calm(first) : first;
        return options.ConfirmHangs ? Confirm(first, script, options.Limit * ConfirmationFactor, cancel) : first;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _drivers.Dispose();
        _machine.Dispose();
        Overheard?.Dispose();
    }

    private static bool IsHang(EndingKind kind) => kind is EndingKind.Hung or EndingKind.BusyLoop;

    /// <summary>It is nothing but a program that waits for what does not come, as a read of a pipe that nobody writes into.</summary>
    private static bool IsPermitted(Performance hung) =>
        !hung.Ending.IsSilence && hung.Failures.IsEmpty && Judge.Of(hung.History).Answer != Answer.NotPermitted;

    private static Performance Calm(Performance hung) => hung with { Ending = new Ending(EndingKind.Quiet, "what it waits for does not come") };

    private Performance Confirm(Performance first, Script script, TimeSpan limit, CancellationToken cancel)
    {
        _machine.EnterWriteLock();
        try
        {
            var second = Once(script, limit, isPatient: true, cancel, alone: true);
            if (second.Ending.Kind != EndingKind.Quiet) return second;
            var events = first.History.Events;
            return first with
            {
                Ending = new Ending(EndingKind.Unresolved, "it hung, and did not when it ran alone"),
                History = first.History with { Events = events.SetItem(events.Length - 1, new End(events[^1].Time, EndKind.Cut)) },
            };
        }
        finally
        {
            _machine.ExitWriteLock();
        }
    }

    private Performance Once(Script script, TimeSpan limit, bool isPatient, CancellationToken cancel, bool alone = false)
    {
        if (!alone) _machine.EnterReadLock();
        try
        {
            var session = _drivers.TakeAgain(cancel);
            var answer = session.Perform(script, limit, isPatient);
            _drivers.Give(session);
            Hold(answer.Ending);
            cancel.ThrowIfCancellationRequested();
            return PerformanceOf(script, answer);
        }
        finally
        {
            if (!alone) _machine.ExitReadLock();
        }
    }

    /// <summary>A driver that brings nothing to an end any more is not asked for all the rest.</summary>
    private void Hold(Ending ending)
    {
        var isFutile = ending.IsSilence || ending.Kind is EndingKind.Garbage or EndingKind.Died;
        if (!isFutile) Interlocked.Exchange(ref _futile, 0);
        else if (Interlocked.Increment(ref _futile) >= MostFutile)
            throw new UserError($"aiosim: the driver brought none of {MostFutile} programs to an end; at last: {ending.Text}", ExitCode.Inconclusive);
    }

    private Performance PerformanceOf(Script script, DriverAnswer answer)
    {
        var (reader, ending) = (answer.Reader, answer.Ending);
        var end = ending.Kind switch
        {
            EndingKind.Crashed or EndingKind.Aborted => EndKind.Crashed,
            EndingKind.Quiet => EndKind.Quiet,
            EndingKind.Hung or EndingKind.BusyLoop when !ending.IsSilence => EndKind.Quiet,
            _ => EndKind.Cut,
        };
        reader.End(end, ending.Signal);
        if (end == EndKind.Quiet) reader.Expecting.AtEnd([.. reader.Blocked], reader.Now);
        return new Performance
        {
            Ending = ending,
            History = new History(HeaderOf(script.Program), reader.Events),
            Failures = reader.Expecting.Failures,
            NotApplicable = Expecting.NotApplicable(script.Program),
        };
    }

    private static bool Limits(Program program, Rlimit resource) => Statements.Calls(program).Any(c => c is Setrlimit limit && limit.Resource == resource);

    private HistoryHeader HeaderOf(Program program) => new()
    {
        Target = Capabilities.Implementation,
        Declaration = Capabilities.Declaration with
        {
            EntryTime = Math.Max(Capabilities.Declaration.EntryTime, EntryTime),
            AioMax = program.Declaration.AioMax ?? Capabilities.Declaration.AioMax,
            ListioMax = program.Declaration.ListioMax ?? Capabilities.Declaration.ListioMax,
            MayTransferShort = Capabilities.Declaration.MayTransferShort || program.Declaration.MayTransferShort || Limits(program, Rlimit.RLIMIT_FSIZE),
            MayExhaust = Capabilities.Declaration.MayExhaust || program.Declaration.MayExhaust || Limits(program, Rlimit.RLIMIT_NPROC) || Limits(program, Rlimit.RLIMIT_AS),
        },
        Files = program.Files,
    };
}

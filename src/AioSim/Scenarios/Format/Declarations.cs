using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec.Programs;

namespace AioSim.Scenarios.Format;

/// <summary>What the target declares: options, limits, choices.</summary>
internal static class Declarations
{
    private static readonly PosixOptions[] s_options = [.. Enum.GetValues<PosixOptions>().Where(o => o != PosixOptions.None)];

    private static readonly RecordShape<Profile> s_points =
        new RecordShape<Profile>("profile", "any, or choices such as { cancels_running: yes }",
            "The choices that POSIX leaves; each may be any.", Profile.Reference)
            .Or("errors", "Errors that either the call or aio_error may report (SUB-05) are reported by the call, or by the status; call.",
                Point("call", "status"), p => p.ErrorsByCall, (p, v) => p with { ErrorsByCall = v })
            .Or("cancels_running", "aio_cancel cancels requests that run (CANCEL-02); no.",
                YesNo, p => p.CancelsRunning, (p, v) => p with { CancelsRunning = v })
            .Or("cancels_queued", "aio_cancel cancels requests that are queued (CANCEL-02); yes.",
                YesNo, p => p.CancelsQueued, (p, v) => p with { CancelsQueued = v })
            .Or("einval_after_return", "aio_error and aio_return fail with EINVAL once the result was retrieved (ERROR-05); yes.",
                YesNo, p => p.EinvalAfterReturn, (p, v) => p with { EinvalAfterReturn = v })
            .Or("appends_in_order", "Appends keep the order of the calls (APPEND-01); yes.",
                YesNo, p => p.AppendsInOrder, (p, v) => p with { AppendsInOrder = v })
            .Or("close_cancels", "close cancels what it can (CLOSE-01); no.",
                YesNo, p => p.CloseCancels, (p, v) => p with { CloseCancels = v })
            .Or("prioritized", "Requests of a file are processed by priority (PRIO-03); no.",
                YesNo, p => p.Prioritized, (p, v) => p with { Prioritized = v })
            .Or("list_reports_elements", "lio_listio(LIO_NOWAIT) with an element that cannot be queued returns -1; yes.",
                YesNo, p => p.ListReportsElements, (p, v) => p with { ListReportsElements = v })
            .Or("notifies_empty_list", "A list without operations is notified at once (LIO-24); yes.",
                YesNo, p => p.NotifiesEmptyList, (p, v) => p with { NotifiesEmptyList = v });

    /// <summary>The choices; <c>any</c> leaves all of them to the scheduler.</summary>
    public static readonly Shape<Profile> Profiles = new Choice<Profile>(
        s_points.Expected, ShapeOperations.OneWord("any", Profile.Undeclared), s_points);

    /// <summary>Limits and sizes.</summary>
    public static readonly Shape<Declaration> Limits =
        new RecordShape<Declaration>("limits", "limits such as { aio_max: 4 }",
            "Limits and sizes that the target declares.", Declaration.Default)
            .MayValue("aio_max", "AIO_MAX, from 1; no limit (LIMIT-02).",
                Numbers.Int("a number from 1", 1), d => d.AioMax, (d, v) => d with { AioMax = v })
            .MayValue("listio_max", "AIO_LISTIO_MAX, from 2; no limit (LIMIT-01).",
                Numbers.Int("a number from 2", 2), d => d.ListioMax, (d, v) => d with { ListioMax = v })
            .Or("prio_delta_max", "AIO_PRIO_DELTA_MAX; 20.",
                Numbers.Int("a number from 0", 0), d => d.PrioDeltaMax, (d, v) => d with { PrioDeltaMax = v })
            .Or("pipe_buf", "PIPE_BUF in bytes; 4KiB (WRITE-08).", Bytes, d => d.PipeBuf, (d, v) => d with { PipeBuf = v })
            .Or("pipe_capacity", "What a pipe holds where the program does not say; 64KiB.",
                Bytes, d => d.PipeCapacity, (d, v) => d with { PipeCapacity = v })
            .Or("priority", "sched_priority of the process; 0 (PRIO-06).",
                Numbers.Int("a priority"), d => d.Priority, (d, v) => d with { Priority = v })
            .Or("clock_resolution", "How far apart two time stamps must be to say which event was first; 0.",
                Times.Duration, d => d.ClockResolution, (d, v) => d with { ClockResolution = v });

    /// <summary>What the model does beside.</summary>
    public static readonly Shape<Liberties> Liberties = new As<ImmutableArray<Liberties>, Liberties>(
        new Many<Liberties>("a list of liberties such as [short_cancel]", Constants.Choice("liberty",
        [
            ("short_cancel", AioSpec.Programs.Liberties.ShortCancel), ("joint_cancel", AioSpec.Programs.Liberties.JointCancel),
            ("list_in_parts", AioSpec.Programs.Liberties.ListInParts), ("silent_refusal", AioSpec.Programs.Liberties.SilentRefusal),
        ]))
        { OrOne = true },
        list => list.Aggregate(AioSpec.Programs.Liberties.None, (a, b) => a | b),
        set => [.. Enum.GetValues<Liberties>().Where(l => l != AioSpec.Programs.Liberties.None && set.HasFlag(l))]);

    /// <summary>The options that hold.</summary>
    public static readonly Shape<PosixOptions> Options = new As<ImmutableArray<PosixOptions>, PosixOptions>(
        new Many<PosixOptions>("a list of options such as [PIO, SIO]", Constants.Choice("option", [.. s_options.Select(o => (o.ToString(), o))])),
        list => list.Aggregate(PosixOptions.None, (a, b) => a | b),
        set => [.. s_options.Where(o => set.HasFlag(o))]);

    /// <summary>What the environment may do beside what the device script says.</summary>
    public static readonly Shape<EnvironmentSpec> Environments =
        new RecordShape<EnvironmentSpec>("environment", "{ may_transfer_short, may_exhaust, may_crash }",
            "What the environment may do where no device rule says so.", new EnvironmentSpec(null, null, null))
            .MayValue("may_transfer_short", "Transfers of regular files may end early; where a device rule says short.",
                Numbers.Truth, e => e.MayTransferShort, (e, v) => e with { MayTransferShort = v })
            .MayValue("may_exhaust", "Submissions may be refused for want of resources; where a device rule fails them with EAGAIN.",
                Numbers.Truth, e => e.MayExhaust, (e, v) => e with { MayExhaust = v })
            .MayValue("may_crash", "The system may crash; where the device script says so.",
                Numbers.Truth, e => e.MayCrash, (e, v) => e with { MayCrash = v });

    private static Word<int> Bytes => Numbers.Int("a number of bytes", 1);

    private static Word<bool?> YesNo => Point("yes", "no");

    private static Word<bool?> Point(string yes, string no)
    {
        string[] words = [yes, no, "any"];
        return new Word<bool?>($"{yes}, {no} or any", TryRead, v => v switch { true => yes, false => no, null => "any" })
        {
            Kinds = yes == "yes" ? [ScalarKind.Bool, ScalarKind.Text] : [ScalarKind.Text],
            Known = words,
            Json = () => new JsonObject { ["enum"] = yes == "yes" ? new JsonArray(true, false, "yes", "no", "any") : SchemaParts.Words(words) },
        };

        bool TryRead(string text, out bool? value)
        {
            value = text == yes || text == "true" ? true : text == no || text == "false" ? false : null;
            return value is not null ? yes == "yes" || text == yes || text == no : text == "any";
        }
    }
}

/// <summary>What the environment may do; null where that follows from the device script.</summary>
internal sealed record EnvironmentSpec(bool? MayTransferShort, bool? MayExhaust, bool? MayCrash);

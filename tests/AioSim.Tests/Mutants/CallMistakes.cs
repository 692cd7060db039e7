using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim.Tests.Mutants;

/// <summary>Mistakes of submissions, of aio_error and aio_return, and of what is asked about the environment.</summary>
internal static class CallMistakes
{
    private static readonly Answer s_einval = Answer.Fail(Errno.EINVAL);
    private static readonly Answer s_eintr = Answer.Fail(Errno.EINTR);

    public static IEnumerable<(string Name, Func<Defect> Make)> All =>
    [
        ("submission-returns-the-count", () => Of<AioWrite>((m, _, p, a) => a.Value == 0 ? new Answer(m.Info(m.Subject(p)).Nbytes) : a)),
        ("submission-interrupted", () => Of<AioRead>((_, _, _, a) => a.Value == 0 ? s_eintr : a)),
        ("rejected-write-is-done", () => Of<AioWrite>(DoAllTheSame)),
        ("rejected-request-is-notified", () => Of<AioRead>(NotifyAllTheSame)),
        ("first-request-refused", () => Of<AioRead>((m, _, _, a) => a.Value == 0 && m.State.OutstandingRequests == 1 ? Answer.Fail(Errno.EAGAIN) : a)),
        ("opcode-minded", () => Of<AioRead>((_, _, p, a) => ((AioRead)p.Call).Block.LioOpcode != LioOpcode.LIO_READ ? s_einval : a)),
        ("sync-with-an-unknown-operation", () => Of<AioFsync>((_, _, p, a) =>
            ((AioFsync)p.Call).Operation is SyncOperation.O_SYNC or SyncOperation.O_DSYNC || a.Errno != Errno.EINVAL ? a : Answer.Zero)),
        ("sync-wants-a-writable-descriptor", () => Of<AioFsync>((m, _, p, a) =>
            a.Value == 0 && m.Info(m.Subject(p)).Description is { CanWrite: false } ? Answer.Fail(Errno.EBADF) : a)),
        ("sync-of-a-bad-descriptor", () => Of<AioFsync>((_, _, _, a) => a.Errno == Errno.EBADF ? Answer.Zero : a)),
        ("sync-overtakes-a-write", () => new Mistake { Without = ["FSYNC-08", "FSYNC-01"] }),
        ("sync-minds-its-own-descriptor-only", () => new Mistake { Without = ["FSYNC-01"] }),
        ("sync-hides-a-failure", () => new Mistake { Without = ["FSYNC-10"] }),
        ("in-progress-through-errno", () => Of<AioError>((_, _, _, a) => a.Value == (long)Errno.EINPROGRESS ? Answer.Fail(Errno.EINPROGRESS) : a)),
        ("status-changes", () => Asked((a, before) => a.Value == 0 && before ? new Answer((long)Errno.EIO) : a)),
        ("status-in-progress-again", () => Asked((a, before) => a.Value >= 0 && before ? new Answer((long)Errno.EINPROGRESS) : a)),
        ("status-is-consumed", () => Asked((a, before) => a.Value >= 0 && before ? s_einval : a)),
        ("status-unknown-to-other-threads", () => Of<AioError>((m, t, p, a) => m.Subject(p) is >= 0 and var r && m.Info(r).Thread != t ? s_einval : a)),
        ("status-interrupted", () => Of<AioError>((_, _, _, _) => s_eintr)),
        ("status-before-the-data", StatusBeforeData),
        ("status-through-failure", () => Returned((m, r, a) => a.Value == -1 && m.StatusOf(r) is not (Errno.None or Errno.ECANCELED) ? new Answer(1) : a)),
        ("sync-returns-a-count", () => Returned((m, r, a) => m.Info(r).Kind == RequestKind.Fsync && a.Value == 0 ? new Answer(5) : a)),
        ("success-returned-as-failure", () => Returned((m, r, a) => a.Value >= 0 ? Answer.Fail(Errno.EIO) : a)),
        ("result-forgotten", () => First((a, first) => first && a.Value >= 0 ? s_einval : a)),
        ("result-differs-when-asked-again", () => First((a, first) => first || a.Value < 0 ? a : new Answer(a.Value + 1))),
        ("result-of-the-previous-request", PreviousResult),
        ("result-kept-against-the-profile", () => new Mistake { Without = ["ERROR-05"] }),
        ("canceled-with-a-count", () => Returned((m, r, a) => m.StatusOf(r) == Errno.ECANCELED && m.IsRead(r) ? new Answer(1) : a)),
        ("canceled-write-with-a-count", () => Returned((m, r, a) => m.StatusOf(r) == Errno.ECANCELED && m.IsWrite(r) ? new Answer(1) : a)),
        ("close-forgets-the-block", () => Of<AioError>((m, _, p, a) => m.Subject(p) is >= 0 and var r && m.IsClosed(r) ? s_einval : a)),
        ("close-forgets-what-is-outstanding", () => new Mistake { GoOn = (m, r) => !m.IsClosed(r) }),
        ("thread-takes-its-requests-along", ThreadTakesAlong),
        ("version-of-the-option", () => Of<Sysconf>((_, _, p, a) => ((Sysconf)p.Call).Name == "_SC_ASYNCHRONOUS_IO" ? new Answer(200112) : a)),
        ("list-limit-of-one", () => Of<Sysconf>((_, _, p, a) => ((Sysconf)p.Call).Name == "_SC_AIO_LISTIO_MAX" ? new Answer(1) : a)),
        ("own-priority-lowered", () => Of<SchedGetparam>((m, _, _, a) => m.State.AcceptedRequests > 0 ? new Answer(a.Value + 1) : a)),
    ];

    /// <summary>Another answer of one call.</summary>
    public static Mistake Of<T>(Func<Machine, int, PreparedCall, Answer, Answer> answer)
        where T : Call =>
        new() { Answer = (m, t, p, a) => p.Call is T && !a.Waits && !a.NeverReturns ? answer(m, t, p, a) : a };

    private static Mistake Returned(Func<Machine, int, Answer, Answer> answer) =>
        Of<AioReturn>((m, _, p, a) => m.Subject(p) is >= 0 and var r && m.State.PhaseOf(r) == Phase.Complete ? answer(m, r, a) : a);

    /// <summary>Another answer of aio_error where a final status has been told before.</summary>
    private static Mistake Asked(Func<Answer, bool, Answer> answer)
    {
        var told = new HashSet<RequestInfo>(ReferenceEqualityComparer.Instance);
        return Of<AioError>((m, _, p, a) =>
        {
            if (m.Subject(p) is not (>= 0 and var r) || a.Value is -1 or (long)Errno.EINPROGRESS) return a;
            return answer(a, !told.Add(m.Info(r)));
        });
    }

    /// <summary>Another answer of aio_return, told whether it is the first one for its request.</summary>
    private static Mistake First(Func<Answer, bool, Answer> answer)
    {
        var told = new HashSet<RequestInfo>(ReferenceEqualityComparer.Instance);
        return Returned((m, r, a) => answer(a, told.Add(m.Info(r))));
    }

    private static Answer DoAllTheSame(Machine m, int thread, PreparedCall call, Answer answer)
    {
        var block = ((AioWrite)call.Call).Block;
        if (answer.Errno != Errno.EAGAIN || m.State.DescriptionOf(block.Fildes.Number) is not (>= 0 and var on)) return answer;
        var info = m.State.Descriptions[on].Info!;
        if (info.Type == FileType.Regular) m.State.Files[info.File].Content = m.State.ContentOf(info.File).Write(info.Appends ? m.State.ContentOf(info.File).Length : block.Offset, block.Buf!);
        return answer;
    }

    private static Answer NotifyAllTheSame(Machine m, int thread, PreparedCall call, Answer answer)
    {
        var sigevent = ((AioRead)call.Call).Block.SigEvent;
        if (answer.Value == -1 && sigevent.Notify == SigEventNotify.SIGEV_SIGNAL && sigevent.Signo.IsValid) m.Signal(sigevent);
        return answer;
    }

    private static Mistake StatusBeforeData() => Returned((m, r, a) =>
    {
        if (a.Bytes is not { Length: > 0 } bytes || m.Info(r).Block.Buf is not { } before || before.Length < bytes.Length) return a;
        return Answer.With(a.Value, before.Slice(0, bytes.Length));
    });

    private static Mistake PreviousResult()
    {
        var results = new Dictionary<string, Answer>(StringComparer.Ordinal);
        return Returned((m, r, a) =>
        {
            if (a.Value < 0) return a;
            if (m.Info(r).Reuses && results.TryGetValue(m.Info(r).Cb, out var before)) return before;
            results[m.Info(r).Cb] = a;
            return a;
        });
    }

    private static Mistake ThreadTakesAlong() => new()
    {
        OnCall = (m, _, _) =>
        {
            foreach (var request in m.Outstanding())
            {
                if (!m.State.IsAlive(m.Info(request).Thread)) m.Force(request, Errno.ECANCELED, -1);
            }
        },
    };
}

using AioSpec.Programs;

namespace AioCli.Conformance.Emission;

/// <summary>What makes two calls of a body the same: the function and what it is about, but no descriptor, which is a number only at run time.</summary>
internal static class CallKeys
{
    public static CallKey Of(string body, Call call) => new(body, What(call));

    private static string What(Call call) => call switch
    {
        AioRead c => $"aio_read {c.Cb}",
        AioWrite c => $"aio_write {c.Cb}",
        AioFsync c => $"aio_fsync {c.Cb}",
        AioError c => $"aio_error {c.Cb}",
        AioReturn c => $"aio_return {c.Cb}",
        AioSuspend c => $"aio_suspend {string.Join(',', c.List)} {c.Timeout}",
        AioCancel c => $"aio_cancel {c.Cb}",
        LioListio c => $"lio_listio {c.Mode} {string.Join(',', c.List.Select(e => e?.Cb))}",
        Open c => $"open {c.Path} {c.Flags}",
        OpenGate c => $"open_gate {c.Gate}",
        AwaitGate c => $"await_gate {c.Gate}",
        Look c => $"look {c.Cb}",
        Poison c => $"poison {c.Cb}",
        Free c => $"free {c.Cb}",
        Sigaction c => $"sigaction {c.Signo}",
        Sigwait c => $"sigtimedwait {string.Join(',', c.Set)}",
        Sysconf c => $"sysconf {c.Name}",
        Fpathconf c => $"fpathconf {c.Name}",
        _ => call.GetType().Name,
    };
}

using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>Which outcomes would have been permitted: the usual ones of a call, put to its rule one by one.</summary>
internal static class Alternatives
{
    private static readonly Errno[] s_statuses =
        [Errno.None, Errno.ECANCELED, Errno.EBADF, Errno.EINVAL, Errno.EAGAIN, Errno.EPIPE, Errno.EFBIG, Errno.EIO, Errno.ENOSPC];

    private static readonly Outcome[] s_submission = [new(0), .. Fails(Errno.EAGAIN, Errno.EBADF, Errno.EINVAL, Errno.EOVERFLOW, Errno.EFBIG)];
    private static readonly Outcome[] s_suspend = [new(0), .. Fails(Errno.EAGAIN, Errno.EINTR)];
    private static readonly Outcome[] s_cancel = [new(0), new(1), new(2), .. Fails(Errno.EBADF)];
    private static readonly Outcome[] s_list = [new(0), .. Fails(Errno.EAGAIN, Errno.EIO, Errno.EINTR, Errno.EINVAL)];
    private static readonly Outcome[] s_error =
        [new((long)Errno.EINPROGRESS), .. s_statuses.Select(s => new Outcome((long)s)), .. Fails(Errno.EINVAL)];

    /// <summary>The permitted outcomes in words, or nothing where they cannot be told one by one.</summary>
    public static string Of(Knowledge known, Rule rule, Scope scope)
    {
        if (ReferenceEquals(rule, CompletionRules.Result)) return Counts(known, scope.Request);
        if (ReferenceEquals(rule, CompletionRules.Status)) return Statuses(known, rule, scope);
        if (ReferenceEquals(rule, DataRules.Read)) return Bytes(known, scope);
        if (scope.Call is not { } call || rule.Clauses.Count == 0) return "";
        if (call is AioReturn) return OfReturn(known, rule, scope);
        return string.Join(" or ", Usual(call)
            .Where(o => o != scope.Outcome && rule.Permits(known, scope with { Outcome = o }) && (call is not AioError || MayBeStatus(known, scope, o)))
            .Select(o => Explain.Outcome(call, o)));
    }

    private static Outcome[] Usual(Call call) => call switch
    {
        AioRead or AioWrite or AioFsync => s_submission,
        AioSuspend => s_suspend,
        AioCancel => s_cancel,
        LioListio => s_list,
        AioError => s_error,
        _ => [],
    };

    /// <summary>The bytes that are there when nobody writes meanwhile.</summary>
    private static string Bytes(Knowledge known, Scope scope) => scope.Request >= 0 && known.Request(scope.Request) is { On.File: { } file } request && scope.Bytes is { } bytes
        ? file.SettledBytes(request.Info.Block.Offset, bytes.Length).ToString()
        : "";

    private static bool MayBeStatus(Knowledge known, Scope scope, Outcome outcome) => outcome.Value is -1 or (long)Errno.EINPROGRESS
        || CompletionRules.Status.Permits(known, new Scope(scope.Request, -1, new Outcome(-1, (Errno)outcome.Value)));

    private static string OfReturn(Knowledge known, Rule rule, Scope scope)
    {
        var fails = rule.Permits(known, scope with { Outcome = new Outcome(-1, Errno.EIO) }) ? "-1" : "";
        var again = rule.Permits(known, scope with { Outcome = new Outcome(-1, Errno.EINVAL) }) ? "-1 with errno EINVAL" : "";
        var count = known.HasStatus(scope.Request, Errno.None) == Truth.No ? "" : Counts(known, scope.Request);
        if (known.Request(scope.Request).Result is { } result) count = Number(result);
        return string.Join(" or ", new[] { count, fails.Length > 0 ? fails : again }.Where(s => s.Length > 0));
    }

    private static string Counts(Knowledge known, int request)
    {
        var range = Model.Counts.Of(known, request);
        return range.Min == range.Max ? Number(range.Min) : $"{Number(range.Min)} to {Number(range.Max)}";
    }

    private static string Statuses(Knowledge known, Rule rule, Scope scope) => string.Join(" or ", s_statuses
        .Where(s => s != scope.Outcome.Errno && rule.Permits(known, scope with { Outcome = new Outcome(-1, s) }))
        .Select(s => Explain.StatusOf(new Outcome(-1, s))));

    private static IEnumerable<Outcome> Fails(params Errno[] errnos) => errnos.Select(e => new Outcome(-1, e));

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using System.Globalization;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim.Exploration;

/// <summary>What a returned call shows, in words.</summary>
internal static class ObservationText
{
    /// <summary>The call with what it returned, or null where a program learns nothing: what only prepares, and has succeeded.</summary>
    public static string? Of(Call call, Result result)
    {
        if (result.Value != -1 && Prepares(call)) return null;
        var line = HistoryText.Print(new Return(0, "t", result), call);
        return $"{SubjectOf(call)} = {line[(line.IndexOf('<', StringComparison.Ordinal) + 2)..]}";
    }

    public static string OfSignal(SignalCaught caught) => string.Create(CultureInfo.InvariantCulture, $"caught {caught.Signo} {caught.Value}");

    public static string OfFunction(CallbackStarted started) => string.Create(CultureInfo.InvariantCulture, $"{started.Function} {started.Value}");

    private static string SubjectOf(Call call) => call switch
    {
        AioSuspend c => CallSubject.Of(call, string.Join(' ', c.List.Select(cb => cb ?? "NULL"))),
        AioCancel { Cb: null } c => CallSubject.Of(call, c.Fildes.ToString()),
        _ => CallSubject.Of(call),
    };

    /// <summary>Calls that say nothing by succeeding.</summary>
    private static bool Prepares(Call call) => call is Open or Close or Dup or Dup2 or Pipe or Socketpair or Lseek or Sleep or OpenGate or AwaitGate
        or Sigaction or Sigmask or Kill or Sigqueue or AioRead or AioWrite or AioFsync or AioInitCall or Poison or Free or ClockStep or Setrlimit
        or LioListio { Mode: LioMode.LIO_NOWAIT };
}

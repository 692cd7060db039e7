using System.Runtime.InteropServices;
using AioCli.Drawing;
using AioCli.Shell;
using AioCli.Targets.Hosting;

namespace AioCli;

/// <summary>The process <c>aiosim</c>.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        if (args is [EngineHost.Command, _, _]) return EngineHost.Serve(args);
        using var interrupted = new CancellationTokenSource();
        var terminated = false;
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, interrupted));
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            terminated = true;
            Interrupt(context, interrupted);
        });
        using var ui = Ui.OfProcess();
        var session = new Session
        {
            Ui = ui,
            Input = Console.OpenStandardInput,
            IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
            Directory = Environment.CurrentDirectory,
            Interrupted = interrupted.Token,
        };
        var exit = AioSimCommand.Run(args, session);
        return terminated && exit == ExitCode.Interrupted ? ExitCode.Terminated : exit;
    }

    /// <summary>The first time ends the work in good order; the second ends the process.</summary>
    private static void Interrupt(PosixSignalContext context, CancellationTokenSource interrupted)
    {
        if (interrupted.IsCancellationRequested) return;
        context.Cancel = true;
        interrupted.Cancel();
    }
}

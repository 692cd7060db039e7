using System.Globalization;
using AioEngine;
using AioSim.Chance;
using AioSim.Device;
using AioSpec.Programs;
using Request = AioSim.Device.Transfer;

namespace AioCli.Targets.Hosting;

/// <summary>The device script of a program that is performed here: which transfers of the engine it is for, and what it has happen to them.</summary>
internal sealed unsafe class HostDevice
{
    private readonly HostedProgram _program;
    private readonly DeviceModel _model;
    private readonly DeviceState _state;

    /// <summary>The device of a program.</summary>
    public HostDevice(HostedProgram program, DeviceScript script)
    {
        (_program, _model) = (program, new DeviceModel(script));
        _state = _model.Start(new Prng(0));
    }

    /// <summary>The program is over: nothing is held any more.</summary>
    public CancellationToken Over => _program.Stop;

    /// <summary>Whether resources are wanting for this submission (SUB-04).</summary>
    public bool Admits(NativeAiocb* request, RequestKind kind)
    {
        lock (_model) return !_model.RefusesSubmission(_state, Of(request, kind, request->Fildes));
    }

    /// <summary>What happens to a transfer that starts.</summary>
    public DeviceDisposition Starts(NativeAiocb* request)
    {
        lock (_model) return _model.Evaluate(_state, Of(request, request->Kind, request->Held));
    }

    /// <summary>A gate of the program.</summary>
    public ManualResetEventSlim Gate(string name) => _program.Memory.Gate(name);

    private Request Of(NativeAiocb* request, RequestKind kind, int fd)
    {
        var operation = kind switch { RequestKind.Read => DeviceOperation.Read, RequestKind.Write => DeviceOperation.Write, _ => DeviceOperation.Fsync };
        var nbytes = kind >= RequestKind.Sync ? 0 : (long)request->Nbytes;
        return new Request(operation, PathOf(fd), request->Offset, nbytes, _program.Memory.NameOf(request->Buf));
    }

    /// <summary>The program's path of what the descriptor has open; null where that has none.</summary>
    private string? PathOf(int fd)
    {
        var target = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fd}")).LinkTarget;
        return target is not null && target.StartsWith('/') ? _program.PathWithin(Path.GetFileName(target)) : null;
    }
}

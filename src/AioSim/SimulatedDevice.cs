using AioSim.Chance;
using AioSim.Device;
using AioSim.Time;
using AioSpec;
using AioSpec.Model;
using AioSpec.Programs;

namespace AioSim;

/// <summary>
/// The device script at work: asks the device about each transfer when it starts, holds it until its latency is over and
/// the gate it stalls at is open, and gives it up when it is canceled.
/// </summary>
internal sealed partial class SimulatedDevice(DeviceScript script, Prng prng, VirtualClock clock, Setting setting) : IDevice
{
    private const int NoGate = -1;

    private readonly DeviceModel _model = new(script);
    private DeviceState _state = new DeviceModel(script).Start(prng);
    private readonly List<int> _stalled = [];
    private long[] _entries = new long[64];
    private int[] _gates = new int[64];

    /// <summary>Some submissions may be refused.</summary>
    public bool CanRefuse => _model.CanRefuse;

    public bool Refuses(RequestInfo info) => _model.CanRefuse && info.Description is { } description
        && _model.RefusesSubmission(_state, TransferOf(info, description, info.Block.Offset));

    /// <summary>A request has started.</summary>
    public void Started(Machine machine, int request)
    {
        var info = machine.State.Info(request);
        if (info.Description is not { } description) return;
        if (_model.AlwaysTakes > 0)
        {
            Grow(request);
            _gates[request] = NoGate;
            Delay(machine, request, _model.AlwaysTakes);
            return;
        }

        var disposition = _model.Always ?? _model.Evaluate(_state, TransferOf(info, description, machine.State.OffsetOf(request)));
        if (disposition.Fail != Errno.None || disposition.ShortTo is not null)
        {
            machine.Treat(request, new Treatment(disposition.Fail, disposition.ShortTo ?? (disposition.Fail == Errno.None ? long.MaxValue : 0)));
        }

        Grow(request);
        _gates[request] = disposition.StallUntil is null ? NoGate : setting.Gates.NumberOf(disposition.StallUntil);
        if (disposition.LatencyNs > 0)
        {
            Delay(machine, request, disposition.LatencyNs);
        }
        else if (IsStalled(machine, request))
        {
            Stall(machine, request);
        }
    }

    private void Delay(Machine machine, int request, long nanoseconds)
    {
        _entries[request] = clock.Schedule(clock.Now + nanoseconds, Due.Request(request));
        machine.Hold(request);
    }

    /// <summary>The latency of a request is over.</summary>
    public void LatencyOver(Machine machine, int request)
    {
        _entries[request] = 0;
        if (IsStalled(machine, request)) Stall(machine, request);
        else machine.Unhold(request);
    }

    /// <summary>A gate is open: what stalled at it goes on.</summary>
    public void GateOpened(Machine machine, int gate)
    {
        var kept = 0;
        for (var i = 0; i < _stalled.Count; i++)
        {
            var request = _stalled[i];
            if (_gates[request] == gate) machine.Unhold(request);
            else _stalled[kept++] = request;
        }

        _stalled.RemoveRange(kept, _stalled.Count - kept);
    }

    /// <summary>A request is complete: if it was canceled, time does not wait for it any more.</summary>
    public void Completed(int request)
    {
        if (request >= _entries.Length) return;
        if (_entries[request] != 0) clock.Cancel(_entries[request]);
        _entries[request] = 0;
        if (_stalled.Count > 0) _stalled.Remove(request);
    }

    private bool IsStalled(Machine machine, int request) => _gates[request] != NoGate && !machine.State.IsOpen(_gates[request]);

    private void Stall(Machine machine, int request)
    {
        _stalled.Add(request);
        machine.Hold(request);
    }

    private void Grow(int request)
    {
        if (request < _entries.Length) return;
        Array.Resize(ref _entries, Math.Max(request + 1, _entries.Length * 2));
        Array.Resize(ref _gates, _entries.Length);
    }

    private static Transfer TransferOf(RequestInfo info, Description description, long offset) => new(
        info.Kind switch
        {
            RequestKind.Read => DeviceOperation.Read,
            RequestKind.Write => DeviceOperation.Write,
            _ => DeviceOperation.Fsync,
        },
        description.Path,
        offset,
        info.Kind == RequestKind.Fsync ? 0 : info.Nbytes < 0 ? long.MaxValue : info.Nbytes,
        info.Cb);
}

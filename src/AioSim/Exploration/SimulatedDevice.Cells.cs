using AioSim.Device;
using AioSim.Exploration;
using AioSim.Time;
using AioSpec.Model;

namespace AioSim;

/// <content>What the device has for each request, and what it remembers, as cells.</content>
internal sealed partial class SimulatedDevice
{
    private readonly List<long> _restored = [];

    public void Write(PartWriter to) => _state.Write(to);

    public object Keep() => _state.Clone();

    public void Put(DeviceState kept) => _state = kept.Clone();

    public void Write(State state, int request, VirtualClock time, PartWriter to)
    {
        if (request >= state.RequestSlots || state.PhaseOf(request) == Phase.Free) return;
        var entry = Keep(state, request, time);
        to.Add(entry.Due);
        to.Add((long)entry.GatePlus1 | (entry.Stalled ? 1L << 32 : 0));
    }

    public DeviceEntry Keep(State state, int request, VirtualClock time)
    {
        if (request >= _entries.Length || request >= state.RequestSlots || state.PhaseOf(request) != Phase.Running) return default;
        return new DeviceEntry(_entries[request] == 0 ? 0 : time.DueOf(_entries[request]), _gates[request] + 1, _stalled.Contains(request));
    }

    public void Put(int request, DeviceEntry entry)
    {
        Grow(request);
        while (_restored.Count <= request) _restored.Add(0);
        (_restored[request], _gates[request], _entries[request]) = (entry.Due, entry.GatePlus1 - 1, 0);
        _stalled.Remove(request);
        if (entry.Stalled) _stalled.Add(request);
    }

    /// <summary>Tells the clock again when latencies are over.</summary>
    public void Schedule()
    {
        for (var request = 0; request < _restored.Count; request++)
        {
            _entries[request] = _restored[request] == 0 ? 0 : clock.Schedule(_restored[request], Due.Request(request));
        }
    }
}

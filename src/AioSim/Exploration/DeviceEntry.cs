namespace AioSim.Exploration;

/// <summary>What the device has for a request that runs.</summary>
/// <param name="Due">When its latency is over; 0: it has none, or it is over.</param>
/// <param name="GatePlus1">The gate that it stalls at, plus 1; 0 is none.</param>
/// <param name="Stalled">It waits for that gate now.</param>
internal readonly record struct DeviceEntry(long Due, int GatePlus1, bool Stalled);

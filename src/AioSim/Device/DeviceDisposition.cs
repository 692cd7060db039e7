using AioSpec;

namespace AioSim.Device;

/// <summary>What the device does with a transfer. The bytes as written are kept apart from this: a fault changes none.</summary>
/// <param name="LatencyNs">How long it takes from its start, in nanoseconds.</param>
/// <param name="Fail">The error with which it ends; <see cref="Errno.None"/>: it does not fail.</param>
/// <param name="ShortTo">It ends after at most so many bytes; null: after all.</param>
/// <param name="StallUntil">It does not end before this gate is open; null: it waits for none.</param>
public readonly record struct DeviceDisposition(long LatencyNs, Errno Fail = Errno.None, long? ShortTo = null, string? StallUntil = null);

using AioSpec.Programs;

namespace AioSim.Device;

/// <summary>A transfer as the device sees it.</summary>
/// <param name="Operation">A read, a write or a synchronization.</param>
/// <param name="File">The file's path, or null where there is none (a pipe).</param>
/// <param name="Offset">Where it starts in the file, in bytes.</param>
/// <param name="Nbytes">How many bytes it asks for; 0 for a synchronization, which touches none.</param>
/// <param name="Cb">The control block's name, or null where there is none (a synchronous call).</param>
public readonly record struct Transfer(DeviceOperation Operation, string? File, long Offset, long Nbytes, string? Cb);

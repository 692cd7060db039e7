using AioEngine.Backends;

namespace AioEngine.Core;

/// <summary>A file that was registered with the engine.</summary>
/// <param name="File">Its entry.</param>
/// <param name="Facts">What it is.</param>
/// <param name="Held">The descriptor that holds it.</param>
/// <param name="HoldIndex">Where the entry keeps that descriptor.</param>
/// <param name="Number">The backend's number for it, or 0.</param>
internal sealed record Registration(FileEntry File, FileFacts Facts, int Held, int HoldIndex, int Number);

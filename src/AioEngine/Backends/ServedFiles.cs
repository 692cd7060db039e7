using System.Collections.Concurrent;

namespace AioEngine.Backends;

/// <summary>
/// Which files have a process for a server (FUSE). io_uring takes them for files that can be polled, and where the server does not say that a transfer has
/// to wait, it is made in the call of who submits, for as long as the server likes.
/// </summary>
internal static class ServedFiles
{
    private static readonly ConcurrentDictionary<ulong, bool> s_devices = [];

    /// <summary>Whether the files of this device have one. The server is not asked, and a device is looked up once.</summary>
    /// <param name="device">As in <see cref="FileStatus.Device"/>: the major number below, the minor one above.</param>
    internal static bool Include(ulong device) => s_devices.GetOrAdd(device, LookUp);

    private static bool LookUp(ulong device)
    {
        var number = $"{(uint)device}:{device >> 32}";
        try
        {
            return File.ReadLines("/proc/self/mountinfo").Any(line => IsServed(line.Split(' '), number));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A line of mountinfo: the device is its third word, the type of the file system the one behind the hyphen.</summary>
    private static bool IsServed(string[] words, string device)
    {
        var hyphen = Array.IndexOf(words, "-");
        return hyphen > 2 && hyphen + 1 < words.Length && words[2] == device && words[hyphen + 1].StartsWith("fuse", StringComparison.Ordinal);
    }
}

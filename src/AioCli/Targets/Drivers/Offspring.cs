using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AioCli.Targets.Drivers;

/// <summary>
/// The processes that a driver has started, those of which nobody is the parent any more too: each inherits a mark in its
/// environment. Where the system does not show that (it is Linux that does), only the driver's descendants can be found.
/// </summary>
internal static class Offspring
{
    /// <summary>The variable that is the mark. Its value is one driver's.</summary>
    public const string Mark = "AIOSIM_DRIVER";

    /// <summary>What has been killed may just have started another.</summary>
    private const int MostRounds = 100;

    /// <summary>Kills all that have the mark with this value, until there are none.</summary>
    public static void Kill(string value)
    {
        var mark = Encoding.UTF8.GetBytes($"{Mark}={value}\0");
        for (var round = 0; round < MostRounds && KillOnce(mark); round++)
        {
            // There were some: again.
        }
    }

    private static bool KillOnce(byte[] mark)
    {
        if (!Directory.Exists("/proc/self")) return false;
        var any = false;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Has(folder, mark)) any |= Kill(id);
        }

        return any;
    }

    /// <summary>A process that has ended and that nobody has asked after has no environment any more.</summary>
    private static bool Has(string folder, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself, or is another user's.
            return false;
        }
    }
}

using System.Globalization;
using System.Text;
using AioCli.Targets.Drivers;

namespace AioCli.Targets.Hosting;

/// <summary>What a file holds, in the words of the protocol: holes by their length, however long they are.</summary>
internal static class FileContent
{
    private const int SEEK_DATA = 3;
    private const int ENXIO = 6;

    /// <summary>Its pieces, joined by plus signs.</summary>
    public static string Of(string path)
    {
        using var file = File.OpenHandle(path);
        var (text, size, bytes) = (new StringBuilder(), RandomAccess.GetLength(file), new byte[1 << 16]);
        for (var at = 0L; at < size;)
        {
            if (text.Length > 0) text.Append('+');
            var hole = HoleAt((int)file.DangerousGetHandle(), at, size);
            if (hole > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"f0*{hole}");
                at += hole;
                continue;
            }

            var count = RandomAccess.Read(file, bytes, at);
            if (count == 0) break;
            text.Append(TellingBytes.Of(bytes.AsSpan(0, count)));
            at += count;
        }

        return text.Length == 0 ? "x" : text.ToString();
    }

    /// <summary>How many bytes from here on are a hole; 0 where data begin, or the file system does not say.</summary>
    private static long HoleAt(int fd, long from, long size)
    {
        var data = SystemCalls.lseek(fd, from, SEEK_DATA);
        if (data >= 0) return data - from;
        return System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == ENXIO ? size - from : 0;
    }
}

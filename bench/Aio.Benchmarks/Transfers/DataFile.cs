using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aio.Benchmarks.Transfers;

/// <summary>A file in the temporary folder (TMPDIR), all of it written, on the device and in the page cache.</summary>
internal sealed partial class DataFile : IDisposable
{
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public DataFile(int mebibytes)
    {
        Blocks = mebibytes * ((1 << 20) / Pattern.BlockSize);
        using var file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.Write);
        var chunk = new byte[1 << 20];
        new Histories.Xorshift(1).Fill(chunk);
        for (var i = 0L; i < mebibytes; i++) RandomAccess.Write(file, chunk, i << 20);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>How many blocks it has.</summary>
    public int Blocks { get; }

    /// <summary>Opens it for reading and writing.</summary>
    public SafeFileHandle Open(bool direct)
    {
        var flags = ReadWrite | CloseOnExec | (direct ? AioEngine.Interop.Numbers.O_DIRECT : 0);
        var fildes = OpenFile(_path, flags);
        return fildes >= 0
            ? new SafeFileHandle(fildes, ownsHandle: true)
            : throw new IOException($"{_path} cannot be opened{(direct ? " with O_DIRECT; set TMPDIR to a folder of a file system that has it" : "")}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose() => File.Delete(_path);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);
}

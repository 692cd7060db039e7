using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using AioEngine.Interop;
using AioSpec;

namespace AioCli.Targets.Hosting;

/// <summary>
/// A character special file from which comes what was written to it: a pseudo-terminal without any rules, and a thread at its
/// other side that sends back what it gets.
/// </summary>
internal sealed class HostTerminal : IDisposable
{
    /// <summary>More than any system's <c>struct termios</c>.</summary>
    private const int TermiosBytes = 256;
    private const int MostBytes = 4096;

    /// <summary>
    /// So often, a millisecond apart, the thread at the other side has found nothing. What passes through a terminal is carried by a thread of the
    /// kernel, which may be busy with others; and where the machine is busy, that thread of ours does not come to look either.
    /// </summary>
    private const int LooksUntilStill = 100;
    private readonly int _other;
    private readonly int _kept;
    private readonly Queue<byte> _waiting;
    private readonly Thread _thread;
    private int _looks;
    private volatile bool _isOver;

    /// <summary>A terminal from which these bytes come first.</summary>
    /// <exception cref="IOException">The system has none to give.</exception>
    public HostTerminal(byte[] content)
    {
        _waiting = new Queue<byte>(content);
        _other = Done(SystemCalls.posix_openpt((int)OpenFlags.O_RDWR | (int)OpenFlags.O_NONBLOCK | SystemCalls.O_NOCTTY | SystemCalls.O_CLOEXEC));
        try
        {
            Path = NameOf(_other);
            // Kept open: without anybody at this side the other one would be hung up.
            _kept = Done(SystemCalls.open(Path, (int)OpenFlags.O_RDWR | (int)OpenFlags.O_NONBLOCK | SystemCalls.O_NOCTTY | SystemCalls.O_CLOEXEC, 0));
            var rules = new byte[TermiosBytes];
            Done(SystemCalls.tcgetattr(_kept, rules));
            SystemCalls.cfmakeraw(rules);
            Done(SystemCalls.tcsetattr(_kept, SystemCalls.TCSANOW, rules));
        }
        catch (IOException)
        {
            _ = SystemCalls.close(_other);
            if (_kept > 0) _ = SystemCalls.close(_kept);
            throw;
        }

        _thread = new Thread(SendBack) { IsBackground = true, Name = "terminal" };
        _thread.Start();
    }

    /// <summary>The name of the side that a program opens.</summary>
    public string Path { get; }

    /// <summary>Whether nothing is on its way through the terminal.</summary>
    public bool IsStill => Volatile.Read(ref _looks) > LooksUntilStill;

    /// <summary>Why there can be no terminals; null where there can.</summary>
    public static string? WhyNot()
    {
        try
        {
            using var one = new HostTerminal([]);
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    /// <summary>Takes what nobody has read: all that was written comes to be read.</summary>
    public byte[] TakeRest()
    {
        var (rest, buffer) = (new List<byte>(), new byte[MostBytes]);
        // The latest that was written may not have come to this side yet.
        Volatile.Write(ref _looks, 0);
        while (true)
        {
            var wasStill = IsStill;
            var count = SystemCalls.read(_kept, buffer, buffer.Length);
            if (count > 0) rest.AddRange(buffer.AsSpan(0, (int)count));
            else if (wasStill) return [.. rest];
            else Thread.Sleep(1);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _ = SystemCalls.close(_other);
        _ = SystemCalls.close(_kept);
    }

    private void SendBack()
    {
        var buffer = new byte[MostBytes];
        while (!_isOver)
        {
            var moved = Get(buffer) | Give(buffer);
            if (moved) Volatile.Write(ref _looks, 0);
            else if (!Libc.IsReady(_other, toRead: true)) Sleep();
        }
    }

    private void Sleep()
    {
        Thread.Sleep(1);
        Interlocked.Increment(ref _looks);
    }

    private bool Get(byte[] buffer)
    {
        var count = SystemCalls.read(_other, buffer, buffer.Length);
        for (var i = 0; i < count; i++) _waiting.Enqueue(buffer[i]);
        return count > 0;
    }

    private bool Give(byte[] buffer)
    {
        if (_waiting.Count == 0) return false;
        var piece = 0;
        foreach (var one in _waiting)
        {
            if (piece == buffer.Length) break;
            buffer[piece++] = one;
        }

        var count = SystemCalls.write(_other, buffer, piece);
        for (var i = 0; i < count; i++) _waiting.Dequeue();
        return count > 0;
    }

    private static string NameOf(int terminal)
    {
        var name = new byte[64];
        Done(SystemCalls.grantpt(terminal));
        Done(SystemCalls.unlockpt(terminal));
        if (SystemCalls.ptsname_r(terminal, name, name.Length) is not 0 and var error) throw new IOException(Why(error));
        return Encoding.UTF8.GetString(name, 0, Array.IndexOf(name, (byte)0));
    }

    private static int Done(int result) => result >= 0 ? result : throw new IOException(Why(Marshal.GetLastPInvokeError()));

    private static string Why(int error) => $"a pseudo-terminal: {new Win32Exception(error).Message}";
}

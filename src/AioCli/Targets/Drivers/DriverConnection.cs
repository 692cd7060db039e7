using System.Text;

namespace AioCli.Targets.Drivers;

/// <summary>
/// A conversation with a driver, line by line. A driver that is silent for too long or says too much is cut off: its
/// connection is over then.
/// </summary>
internal sealed class DriverConnection : IDisposable
{
    private const int MostLine = 1 << 26;

    private readonly Stream _from;
    private readonly Stream _to;
    private readonly IDisposable _other;
    private readonly Action _cut;
    private readonly Timer _watchdog;
    private readonly CancellationTokenRegistration _interrupted;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _isCut;

    /// <summary>A conversation.</summary>
    /// <param name="from">What the driver says.</param>
    /// <param name="to">What it is told.</param>
    /// <param name="cut">Ends it from outside, such that a read that waits returns.</param>
    /// <param name="other">What is to be disposed of at the end.</param>
    /// <param name="interrupted">Ends it as well.</param>
    public DriverConnection(Stream from, Stream to, Action cut, IDisposable other, CancellationToken interrupted)
    {
        (_from, _to, _cut, _other) = (from, to, cut, other);
        _watchdog = new Timer(_ => Cut());
        _interrupted = interrupted.Register(Cut);
    }

    /// <summary>How many bytes the driver may say until this is set again.</summary>
    public long Budget { get; set; }

    /// <summary>It was cut off, because the driver was silent for too long or the user wanted the end.</summary>
    public bool IsCut => Volatile.Read(ref _isCut) != 0;

    /// <summary>Tells the driver something.</summary>
    /// <exception cref="IOException">It does not listen, or has not taken it in for so long.</exception>
    public void Send(string text, TimeSpan patience)
    {
        _watchdog.Change(patience, Timeout.InfiniteTimeSpan);
        try
        {
            _to.Write(Encoding.UTF8.GetBytes(text));
            _to.Flush();
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("the connection was cut", e);
        }
        finally
        {
            _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The next line without its end; null where the driver has ended, was silent for longer than this, or has said too much.</summary>
    public string? ReadLine(TimeSpan patience)
    {
        for (var searched = _start; ;)
        {
            var length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, searched + length - _start);
                _start = searched + length + 1;
                return line;
            }

            MakeRoom();
            searched = _end;
            if (!Fill(patience)) return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupted.Dispose();
        _watchdog.Dispose();
        Cut();
        _from.Dispose();
        try
        {
            _to.Dispose();
        }
        catch (IOException)
        {
            // What was not sent any more nobody waits for.
        }

        _other.Dispose();
    }

    /// <summary>Moves what is unread to the front, or makes the buffer larger.</summary>
    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length && _buffer.Length < MostLine) Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private bool Fill(TimeSpan patience)
    {
        if (_end == _buffer.Length || Budget <= 0 || IsCut) return false;
        _watchdog.Change(patience, Timeout.InfiniteTimeSpan);
        try
        {
            var count = _from.Read(_buffer, _end, _buffer.Length - _end);
            if (count <= 0) return false;
            _end += count;
            Budget -= count;
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Cut()
    {
        if (Interlocked.Exchange(ref _isCut, 1) == 0) _cut();
    }
}

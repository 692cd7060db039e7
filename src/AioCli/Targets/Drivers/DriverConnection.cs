using System.Text;

namespace AioCli.Targets.Drivers;

/// <summary>
/// A conversation with a driver, line by line. A driver that is silent for too long or says too much is cut off: its
/// connection is over then, whoever else keeps it open.
/// </summary>
internal sealed class DriverConnection : IDisposable
{
    /// <summary>So many bytes a line may have where nothing needs a longer one.</summary>
    public const int ShortLine = 1 << 16;

    private readonly Stream _from;
    private readonly Stream _to;
    private readonly IDisposable _other;
    private readonly Action _cut;
    private readonly Courier _courier;
    private readonly CancellationTokenRegistration _interrupted;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _isCut;

    /// <summary>A conversation.</summary>
    /// <param name="from">What the driver says.</param>
    /// <param name="to">What it is told.</param>
    /// <param name="cut">Ends the driver, or at least its side of the conversation.</param>
    /// <param name="other">What is to be disposed of at the end.</param>
    /// <param name="interrupted">Ends it as well.</param>
    public DriverConnection(Stream from, Stream to, Action cut, IDisposable other, CancellationToken interrupted)
    {
        (_from, _to, _cut, _other) = (from, to, cut, other);
        _courier = new Courier("driver", Close);
        _interrupted = interrupted.Register(Cut);
    }

    /// <summary>How many bytes the driver may say until this is set again.</summary>
    public long Budget { get; set; }

    /// <summary>How many bytes a line of it may have.</summary>
    public int MostLine { get; set; } = ShortLine;

    /// <summary>It was cut off, because the driver was silent for too long or the user wanted the end.</summary>
    public bool IsCut => Volatile.Read(ref _isCut) != 0;

    /// <summary>Tells the driver something.</summary>
    /// <exception cref="IOException">It does not listen, or has not taken it in for so long.</exception>
    public void Send(string text, TimeSpan patience)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sent = Await(() =>
        {
            _to.Write(bytes);
            _to.Flush();
            return bytes.Length;
        }, patience);
        if (sent is null) throw new IOException("it was not taken in");
    }

    /// <summary>The next line without its end; null where the driver has ended, was silent for longer than this, or has said too much.</summary>
    /// <exception cref="FormatException">The line is longer than <see cref="MostLine"/>.</exception>
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
        Cut();
        _other.Dispose();
    }

    /// <summary>Not while a read is in one of them: closing a pipe waits for that.</summary>
    private void Close()
    {
        _from.Dispose();
        try
        {
            _to.Dispose();
        }
        catch (IOException)
        {
            // What was not sent any more nobody waits for.
        }
    }

    /// <summary>Moves what is unread to the front, or makes the buffer larger.</summary>
    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end < _buffer.Length) return;
        if (_end >= MostLine) throw new FormatException($"a line has more than {MostLine} bytes, and nothing that it can say needs so many");
        Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MostLine));
    }

    private bool Fill(TimeSpan patience)
    {
        if (Budget <= 0 || IsCut) return false;
        if (Await(() => _from.Read(_buffer, _end, _buffer.Length - _end), patience) is not (> 0 and var count)) return false;
        _end += count;
        Budget -= count;
        return true;
    }

    /// <summary>What the call returns; null: it failed, or the conversation is over.</summary>
    private int? Await(Func<int> call, TimeSpan patience)
    {
        if (!_courier.TrySend(call, patience, out var result)) Cut();
        return result;
    }

    private void Cut()
    {
        if (Interlocked.Exchange(ref _isCut, 1) != 0) return;
        _cut();
        _courier.Dismiss();
    }
}

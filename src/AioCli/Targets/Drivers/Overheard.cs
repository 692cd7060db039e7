using System.Text;

namespace AioCli.Targets.Drivers;

/// <summary>
/// What the drivers of a target say on standard error: the beginning and the end of it are told when the target is closed, so
/// that one that floods it floods nobody. Several drivers may speak at a time.
/// </summary>
/// <param name="tell">Takes a line.</param>
internal sealed class Overheard(Action<string> tell) : IDisposable
{
    /// <summary>So many bytes of the beginning are kept, and as many of the end.</summary>
    public const int Kept = 4096;

    private readonly Lock _gate = new();
    private readonly byte[] _first = new byte[Kept];
    private readonly byte[] _last = new byte[Kept];
    private long _count;

    /// <summary>Takes what one of them said.</summary>
    public void Add(ReadOnlySpan<byte> said)
    {
        lock (_gate)
        {
            foreach (var b in said)
            {
                if (_count < Kept) _first[_count] = b;
                else _last[_count % Kept] = b;
                _count++;
            }
        }
    }

    /// <summary>Tells it, where there is any.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            var leftOut = _count - (2 * Kept);
            Tell(_first.AsSpan(0, (int)Math.Min(_count, Kept)));
            if (leftOut > 0) tell($"[{leftOut} bytes left out]");
            if (_count > Kept) Tell(End());
            _count = 0;
        }
    }

    private byte[] End()
    {
        var length = (int)Math.Min(_count - Kept, Kept);
        var end = new byte[length];
        for (var i = 0; i < length; i++) end[i] = _last[(_count - length + i) % Kept];
        return end;
    }

    private void Tell(ReadOnlySpan<byte> text)
    {
        foreach (var line in Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries)) tell(line);
    }
}

using System.Buffers.Binary;

namespace AioSpec.Model;

/// <summary>
/// Takes the value of a part of a state as words: equal values give equal words and different values different ones, in every
/// process and on every machine.
/// </summary>
public sealed class PartWriter
{
    private ulong[] _words = new ulong[64];
    private int _count;

    /// <summary>The words so far.</summary>
    public ReadOnlySpan<ulong> Words => _words.AsSpan(0, _count);

    /// <summary>Forgets all words.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a number.</summary>
    public void Add(long value)
    {
        if (_count == _words.Length) Array.Resize(ref _words, _count * 2);
        _words[_count++] = unchecked((ulong)value);
    }

    /// <summary>Adds a number.</summary>
    public void Add(ulong value) => Add(unchecked((long)value));

    /// <summary>Adds a truth value.</summary>
    public void Add(bool value) => Add(value ? 1L : 0L);

    /// <summary>Adds a text, or that there is none.</summary>
    public void Add(string? text)
    {
        Add(text is null ? -1L : text.Length);
        foreach (var c in text ?? "") Add((long)c);
    }

    /// <summary>Adds a list of numbers.</summary>
    public void Add(ReadOnlySpan<int> numbers)
    {
        Add((long)numbers.Length);
        foreach (var number in numbers) Add((long)number);
    }

    /// <summary>Adds bytes, or that there are none.</summary>
    public void Add(Data? data)
    {
        if (data is null)
        {
            Add(-1L);
            return;
        }

        Add(data.Length);
        foreach (ref readonly var run in data.Runs)
        {
            Add(((long)run.Kind << 56) + run.Length);
            if (run.Kind == RunKind.Literal) Add(run.Bytes);
            else Add(unchecked(((long)run.Value << 32) ^ run.Start));
        }
    }

    /// <summary>Adds the value that came with a notification.</summary>
    public void Add(SigVal value)
    {
        Add((long)value.Int);
        Add(value.Pointer);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong word = 0;
        for (var i = 0; i < bytes.Length; i++) word |= (ulong)bytes[i] << (8 * i);
        Add(word);
    }
}

using System.Runtime.InteropServices;

namespace AioEngine.Tests.Simulated;

/// <summary>Control blocks and buffers by their names, used again by run after run.</summary>
internal sealed unsafe class SimulatedMemory : IDisposable
{
    private const int BufferSize = 8192;

    private readonly SortedDictionary<string, nint> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _buffers = [];

    internal BlockSlab Slab { get; } = new();

    /// <summary>The blocks of this run.</summary>
    internal IEnumerable<KeyValuePair<string, nint>> Blocks => _blocks;

    internal NativeAiocb* this[string name]
    {
        get
        {
            if (_blocks.TryGetValue(name, out var block)) return (NativeAiocb*)block;
            var fresh = Slab.Rent();
            _blocks.Add(name, (nint)fresh);
            if (!_buffers.TryGetValue(name, out var buffer)) _buffers.Add(name, buffer = (nint)NativeMemory.AllocZeroed(BufferSize));
            fresh->Buf = (void*)buffer;
            return fresh;
        }
    }

    internal Span<byte> Buffer(string name) => new(this[name]->Buf, BufferSize);

    internal string? NameOf(NativeAiocb* block) => _blocks.FirstOrDefault(b => b.Value == (nint)block).Key;

    /// <summary>A run is over.</summary>
    internal void Clear()
    {
        foreach (var (name, block) in _blocks)
        {
            Buffer(name).Clear();
            Slab.Return((NativeAiocb*)block);
        }

        _blocks.Clear();
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers.Values) NativeMemory.Free((void*)buffer);
    }
}

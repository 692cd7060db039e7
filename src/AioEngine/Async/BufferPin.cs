using System.Buffers;
using System.Runtime.InteropServices;

namespace AioEngine.Async;

/// <summary>Keeps one buffer after the other where it is. Arrays share one handle of the collector, since making one costs as much as a small read.</summary>
internal unsafe struct BufferPin
{
    private PinnedGCHandle<byte[]?> _array;
    private MemoryHandle _other;

    /// <summary>The address of the buffer, which does not move until <see cref="Release"/>.</summary>
    internal void* Pin(ReadOnlyMemory<byte> buffer)
    {
        if (!MemoryMarshal.TryGetArray(buffer, out var part) || part.Array is not { } array)
        {
            _other = buffer.Pin();
            return _other.Pointer;
        }

        if (_array.IsAllocated) _array.Target = array;
        else _array = new PinnedGCHandle<byte[]?>(array);
        return (void*)Marshal.UnsafeAddrOfPinnedArrayElement(array, part.Offset);
    }

    internal void Release()
    {
        _other.Dispose();
        _other = default;
        if (_array.IsAllocated) _array.Target = null;
    }

    /// <summary>No buffer will be pinned any more.</summary>
    internal void Free()
    {
        if (_array.IsAllocated) _array.Dispose();
    }
}

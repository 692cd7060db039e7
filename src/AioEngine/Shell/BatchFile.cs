using AioEngine.Backends;
using AioEngine.Core;
using AioSpec;

namespace AioEngine.Shell;

/// <summary>The file of one element of a batch after another: looked up once where they name the same.</summary>
internal unsafe struct BatchFile
{
    private readonly int _fildes = int.MinValue;
    private readonly int _file;
    private readonly bool _canTryNow;
    private Errno _error;

    public BatchFile()
    {
    }

    /// <summary>The file of a block: registered, held open by the owner of the request, or one that has to be looked up.</summary>
    internal BatchFile(NativeAiocb* block, Registration? registration, FileFacts? held, IIoBackend backend)
    {
        (_fildes, _file, Registration) = (block->Fildes, block->File, registration);
        var known = registration?.Facts ?? held;
        Facts = known ?? default;
        IsIdentified = known is not null || _file != 0;
        _error = IsIdentified && known is null ? Errno.EBADF : Errno.None;
        _canTryNow = known?.Has(FileTraits.Cached) ?? (_file == 0 && backend.CanTryNow(_fildes));
    }

    internal Registration? Registration { get; }

    internal FileFacts Facts { get; private set; }

    /// <summary>Whether it is known what it is, or that it is nothing.</summary>
    internal bool IsIdentified { get; private set; }

    internal readonly bool IsOf(NativeAiocb* block) => block->Fildes == _fildes && block->File == _file;

    /// <summary>Whether the element is a read that can be tried at once.</summary>
    internal readonly bool MayTry(NativeAiocb* block) => _canTryNow && block->LioOpcode == (int)LioOpcode.LIO_READ;

    /// <summary>
    /// The same together with others. A single try of a stream is refused by the system for its offset; a ring reads it all the same, and bytes that it takes of
    /// it and that are not all are lost. So it has to be known that the file has a page cache.
    /// </summary>
    internal bool MayTryTogether(NativeAiocb* block, IIoBackend backend) =>
        MayTry(block) && Identify(backend) == Errno.None && Facts.Has(FileTraits.Cached);

    internal readonly int Held(NativeAiocb* block) => Registration?.Held ?? block->Fildes;

    internal Errno Identify(IIoBackend backend)
    {
        if (IsIdentified) return _error;
        IsIdentified = true;
        _error = backend.Identify(_fildes, out var facts);
        Facts = facts;
        return _error;
    }
}

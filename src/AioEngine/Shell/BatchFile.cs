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
    private bool _identified;

    public BatchFile()
    {
    }

    internal BatchFile(NativeAiocb* block, Registration? registration, IIoBackend backend)
    {
        (_fildes, _file, Registration) = (block->Fildes, block->File, registration);
        Facts = registration?.Facts ?? default;
        _identified = _file != 0;
        _error = _identified && registration is null ? Errno.EBADF : Errno.None;
        _canTryNow = registration?.Facts.Has(FileTraits.Cached) ?? (_file == 0 && backend.CanTryNow(_fildes));
    }

    internal Registration? Registration { get; }

    internal FileFacts Facts { get; private set; }

    internal readonly bool IsOf(NativeAiocb* block) => block->Fildes == _fildes && block->File == _file;

    /// <summary>Whether the element is a read that is better tried alone than sent with all the others.</summary>
    internal readonly bool TriesNow(NativeAiocb* block, bool ringIsBetter) =>
        _canTryNow && block->LioOpcode == (int)LioOpcode.LIO_READ && !(ringIsBetter && Registration is not null);

    internal readonly int Held(NativeAiocb* block) => Registration?.Held ?? block->Fildes;

    internal Errno Identify(IIoBackend backend)
    {
        if (_identified) return _error;
        _identified = true;
        _error = backend.Identify(_fildes, out var facts);
        Facts = facts;
        return _error;
    }
}

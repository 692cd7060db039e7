using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>Another thread makes a descriptor's number another file's while a request is submitted through it (SUB-05, CLOSE-06).</summary>
public sealed unsafe class ReplacedNumberTests : IDisposable
{
    private const int Number = 7;
    private readonly ScriptedBackend _backend = new();
    private readonly Engine _engine;

    public ReplacedNumberTests() => _engine = new Engine(new EngineOptions(), _backend);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_request_is_of_the_file_that_it_holds()
    {
        Replace(new FileFacts(1, 99, CoreBench.File));
        var first = Block();
        var second = Block();

        Assert.Equal(Errno.None, _engine.Write(first));
        Assert.Equal(Errno.None, _engine.Write(second));

        var (held, ofFirst, ofSecond) = (_backend.Held.Count, first->FileEntry, second->FileEntry);
        End(first, second);
        Assert.Equal((1, ofSecond), (held, ofFirst));
    }

    [Fact]
    public void What_the_other_file_does_not_permit_is_refused()
    {
        Replace(new FileFacts(1, 99, FileTraits.Readable));

        var block = Block();
        var error = _engine.Write(block);

        if (error == Errno.None) End(block);
        Assert.Equal(Errno.EBADF, error);
        Assert.Empty(_backend.Held);
    }

    [Fact]
    public void A_registration_is_of_the_file_that_it_holds()
    {
        Replace(new FileFacts(1, 99, CoreBench.File));
        var block = Block();

        Assert.Equal(Errno.None, _engine.Register(Number, out var file));
        block->File = file;
        Assert.Equal(Errno.None, _engine.Write(block));
        var other = Block();
        Assert.Equal(Errno.None, _engine.Write(other));

        var (ofFirst, ofSecond) = (block->FileEntry, other->FileEntry);
        End(block, other);
        _engine.Unregister(file);
        Assert.Equal(ofSecond, ofFirst);
    }

    private void Replace(FileFacts by) => _backend.Meanwhile = () => _backend.FileOf = _ => by;

    private NativeAiocb* Block()
    {
        var block = _engine.AllocateBlock();
        (block->Fildes, block->Nbytes) = (Number, 100);
        return block;
    }

    private void End(NativeAiocb* first, NativeAiocb* second = null)
    {
        _backend.Answer(first, 100);
        if (second is not null) _backend.Answer(second, 100);
        Assert.Equal(0, _engine.Error(first));
        Assert.True(second is null || _engine.Error(second) == 0);
    }
}

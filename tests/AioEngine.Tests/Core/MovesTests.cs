using AioEngine.Backends;

namespace AioEngine.Tests.Core;

/// <summary>Which requests go on by themselves: where none does, a program that waits for one is still.</summary>
public sealed unsafe class MovesTests
{
    [Theory] // SUB-17: with O_NONBLOCK nobody waits for the other end
    [InlineData(true)]
    [InlineData(false)]
    public void A_read_of_an_empty_pipe_goes_on_only_where_it_does_not_wait(bool nonblock)
    {
        var (read, write) = Host.Pipe();
        using IIoBackend backend = new ScriptedBackend();
        var request = new NativeAiocb { Held = read, Kind = RequestKind.Read, Marks = RequestMarks.Stream | (nonblock ? RequestMarks.Nonblock : 0) };

        Assert.Equal(nonblock, backend.Moves(&request));
        Host.Write(write, "x");
        Assert.True(backend.Moves(&request));

        Host.Close(read);
        Host.Close(write);
    }
}

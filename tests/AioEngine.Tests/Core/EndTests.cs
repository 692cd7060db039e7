using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>The end of an engine whose backend takes its time, or says what nobody has asked for.</summary>
public sealed unsafe class EndTests : IDisposable
{
    private readonly ScriptedBackend _backend = new();
    private readonly Engine _engine;

    public EndTests() => _engine = new Engine(new EngineOptions(), _backend);

    public void Dispose() => _engine.Dispose();

    [Fact] // CB-02: its buffer is not free before; what is left is told, and the end can be asked for again
    public void A_request_that_does_not_end_is_left_when_the_time_is_over()
    {
        var block = Submit();

        var early = _engine.Shutdown(TimeSpan.Zero);

        Assert.Empty(early.Canceled);
        Assert.Equal((1, Status.InProgress, false), (early.Outstanding, _engine.Error(block), _backend.IsDisposed));
        Assert.Equal(Errno.EAGAIN, _engine.Write(_engine.AllocateBlock()));
        Assert.Equal(1, _engine.Shutdown(TimeSpan.Zero).Outstanding);

        _backend.Answer(block, 1);

        Assert.Equal(0, _engine.Shutdown().Outstanding);
        Assert.Equal((0, true), (_engine.Error(block), _backend.IsDisposed));
        Assert.Equal(0, _backend.LooksAfterEnd);
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Shutdown(TimeSpan.FromTicks(-2)));
    }

    [Theory] // the kernel interrupts what it says that it cannot cancel: to start it again would be without end
    [InlineData(Errno.EINTR)]
    [InlineData(Errno.ECANCELED)]
    public void What_is_interrupted_by_the_end_is_canceled_and_told(Errno error)
    {
        var block = Submit();
        Assert.Equal(1, _engine.Shutdown(TimeSpan.Zero).Outstanding);

        _backend.Answer(block, -(int)error);
        var report = _engine.Shutdown();

        Assert.Equal([new CanceledRequest(7, "aio_write", 5, 1)], report.Canceled);
        Assert.Equal((int)Errno.ECANCELED, _engine.Error(block));
    }

    [Fact] // a listener of durations may do whatever it likes
    public void Durations_are_told_without_the_gate()
    {
        var told = 0;
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter == _engine.Meter && instrument.Name == "aio.request.duration") own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            Assert.Equal("write", tags[0].Value);
            var other = new Thread(() => _ = _engine.Activity);
            other.Start();
            if (other.Join(TimeSpan.FromSeconds(30))) told++;
        });
        listener.Start();
        var block = Submit();
        _backend.Answer(block, 1);

        Assert.Equal(0, _engine.Error(block));

        Assert.Equal(1, told);
    }

    private NativeAiocb* Submit()
    {
        var block = _engine.AllocateBlock();
        (block->Fildes, block->Nbytes, block->Offset) = (7, 1, 5);
        Assert.Equal(Errno.None, _engine.Write(block));
        return block;
    }
}

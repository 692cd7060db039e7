using AioSpec;

namespace AioSim.Tests;

public sealed class ReadTests
{
    [Fact]
    public void A_read_brings_the_bytes_at_its_offset_once_its_latency_is_over()
    {
        Ran.Always("""
            file /sim/a "hello, world"
            device latency fixed 1ms
            thread T
              open("/sim/a", O_RDONLY) -> $a == 3
              aio_read(r, fd=$a, offset=7, nbytes=5) == 0 @ 0s
              aio_error(r) == EINPROGRESS
              aio_suspend([r]) == 0 @ 1ms
              aio_error(r) == 0
              aio_return(r) == 5 "world"
            expect end 1ms
            """);
    }

    [Theory]
    [InlineData(2, 3, "llo")]
    [InlineData(5, 0, "")]
    [InlineData(500, 0, "")]
    public void At_the_end_of_the_file_a_read_is_short(int offset, int count, string bytes)
    {
        var ran = Ran.Of($"""
            file /sim/a "hello"
            thread T
              open("/sim/a", O_RDONLY) -> $a
              aio_read(r, fd=$a, offset={offset}, nbytes=10) == 0
              aio_suspend([r]) == 0
              aio_return(r) == {count}
            """).AsExpected();

        Assert.Equal(Data.Of(bytes), ran.ReturnOf("aio_return(r)").Bytes);
    }

    [Fact]
    public void The_current_offset_of_the_description_does_not_matter() => Ran.Always("""
        file /sim/a "hello"
        thread T
          open("/sim/a", O_RDONLY) -> $a
          lseek($a, 4) == 4
          aio_read(r, fd=$a, offset=1, nbytes=2)
          aio_suspend([r])
          aio_return(r) == 2 "el"
        """);

    [Fact]
    public void A_sparse_write_leaves_zeros_before_it()
    {
        var ran = Ran.Of("""
            thread T
              open("/sim/a", O_RDWR|O_CREAT) -> $a
              aio_write(w, fd=$a, offset=4096, buf="x") == 0
              aio_suspend([w]) == 0
              aio_return(w) == 1
            """).AsExpected();

        Assert.Equal(Data.Concat(Data.Fill(0, 4096), Data.Of("x")), ran.FinalFile("/sim/a"));
    }

    [Fact]
    public void What_is_wrong_with_a_descriptor_is_told_by_the_call_or_by_the_status()
    {
        var runs = Ran.Always("""
            file /sim/a "hello"
            thread T
              open("/sim/a", O_WRONLY) -> $a
              aio_read(r, fd=$a, nbytes=5) == 0|-1 EBADF
              when accepted(r)
                aio_suspend([r]) == 0
                aio_error(r) == EBADF
                aio_return(r) == -1
            """);

        Assert.Contains(runs, ran => ran.Result.Requests == 0);
        Assert.Contains(runs, ran => ran.Result.Requests == 1);
    }

    [Fact]
    public void A_short_transfer_of_the_device_is_no_error() => Ran.Always("""
        file /sim/a "hello"
        device rule op=read : short 2
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0
          aio_error(r) == 0
          aio_return(r) == 2 "he"
        """);

    [Fact]
    public void The_error_of_the_device_is_the_error_status() => Ran.Always("""
        file /sim/a "hello"
        device rule op=read nth=2 : fail EIO
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0
          aio_return(r) == 5 "hello"
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0
          aio_error(r) == EIO
          aio_return(r) == -1 EIO
        """);

    [Fact]
    public void The_result_is_given_out_once_and_then_again_or_EINVAL() => Ran.Always("""
        file /sim/a "hello"
        thread T
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r, fd=$a, nbytes=5) == 0
          aio_suspend([r]) == 0
          aio_return(r) == 5
          aio_return(r) == 5|-1 EINVAL
          aio_error(r) == 0|-1 EINVAL
        """);
}

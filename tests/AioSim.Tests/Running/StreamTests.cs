namespace AioSim.Tests;

public sealed class StreamTests
{
    [Fact]
    public void A_read_of_an_empty_pipe_waits_for_bytes() => Ran.Always("""
        thread T
          pipe() -> $in, $out == 3
          aio_read(r, fd=$in, nbytes=10) == 0
          open_gate(g)
          aio_suspend([r]) == 0 @ 5ms
          aio_return(r) == 3 "abc"
        thread W
          await_gate(g)
          sleep(5ms)
          write($out, "abc") == 3
        """);

    [Fact]
    public void A_read_of_a_pipe_without_writers_is_at_its_end() => Ran.Always("""
        thread T
          pipe() -> $in, $out
          aio_read(r, fd=$in, nbytes=10) == 0
          close($out) == 0
          aio_suspend([r]) == 0
          aio_return(r) == 0 ""
        """);

    [Fact]
    public void A_write_to_a_pipe_without_readers_fails_with_EPIPE() => Ran.Always("""
        thread T
          pipe() -> $in, $out
          close($in) == 0
          aio_write(w, fd=$out, buf="abc") == 0
          aio_suspend([w]) == 0
          aio_error(w) == EPIPE
          aio_return(w) == -1
        """);

    [Fact]
    public void A_write_that_is_longer_than_the_pipe_goes_part_by_part() => Ran.Always("""
        thread T
          pipe(capacity=4096) -> $in, $out
          aio_write(w, fd=$out, buf=tag(1, 10000)) == 0
          repeat at-most 10 until finished(w)
            sleep(1ms)
            read($in, 4096)
            aio_error(w)
          aio_return(w) == 10000
        """);

    [Fact]
    public void Writes_of_at_most_PIPE_BUF_go_as_a_whole() => Ran.Always("""
        thread T
          pipe(capacity=4096) -> $in, $out
          aio_write(w1, fd=$out, buf=tag(1, 3000)) == 0
          aio_write(w2, fd=$out, buf=tag(2, 3000)) == 0
          sleep(1ms)
          aio_error(w1) == 0
          aio_error(w2) == EINPROGRESS
          read($in, 4096) == 3000 tag(1, 3000)
          aio_suspend([w2]) == 0
          read($in, 4096) == 3000 tag(2, 3000)
        """);

    [Fact]
    public void O_NONBLOCK_completes_with_EAGAIN_instead_of_waiting() => Ran.Always("""
        thread T
          pipe(O_NONBLOCK) -> $in, $out
          aio_read(r, fd=$in, nbytes=1) == 0
          aio_suspend([r]) == 0
          aio_error(r) == EAGAIN
          aio_return(r) == -1
        """);

    [Fact]
    public void SUB_10_more_than_SSIZE_MAX_of_an_empty_pipe_with_O_NONBLOCK_completes_with_EAGAIN_as_well() => Ran.Always("""
        thread T
          pipe(O_NONBLOCK) -> $in, $out
          aio_read(r, fd=$in, nbytes=9223372036854775808)
          when accepted(r)
            aio_suspend([r]) == 0
            aio_error(r) == EAGAIN|EINVAL
        """);

    [Fact]
    public void An_offset_means_nothing_on_a_pipe() => Ran.Always("""
        thread T
          pipe() -> $in, $out
          aio_write(w, fd=$out, offset=-7, buf="abc") == 0
          aio_read(r, fd=$in, offset=-7, nbytes=3) == 0
          aio_suspend([r]) == 0
          aio_return(r) == 3 "abc"
        """);

    [Fact]
    public void Twenty_blocked_reads_do_not_block_another_file() => Ran.Always("""
        file /sim/a "x"
        device queue-depth 1
        thread T
          pipe() -> $in, $out
          open("/sim/a", O_RDONLY) -> $a
          aio_read(r1, fd=$in, nbytes=1) == 0
          aio_read(r2, fd=$in, nbytes=1) == 0
          aio_read(r3, fd=$a, nbytes=1) == 0
          aio_suspend([r3]) == 0
          aio_return(r3) == 1 "x"
          write($out, "ab") == 2
        """, seeds: 20);

    [Fact]
    public void What_is_written_to_a_character_file_is_there_at_the_end() => Ran.Always("""
        character /sim/tty ""
        thread T
          open("/sim/tty", O_RDWR) -> $t
          aio_write(w1, fd=$t, buf="ab") == 0
          aio_write(w2, fd=$t, buf="cd") == 0
          aio_suspend([w2]) == 0
        expect file /sim/tty "abcd"
        """);

    [Fact]
    public void A_thread_that_waits_for_a_pipe_that_stays_empty_is_blocked_for_ever()
    {
        var ran = Ran.Of("""
            thread T
              pipe() -> $in, $out
              read($in, 1)
            expect blocked T
            """).AsExpected();

        Assert.Equal("T", Assert.Single(ran.Result.BlockedThreads));
    }
}

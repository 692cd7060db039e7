namespace AioSpec;

/// <summary>The operation of a list element (XBD aio.h). A program may store any other int here: LIO-08.</summary>
public enum LioOpcode
{
    /// <summary>Request a read, as aio_read.</summary>
    LIO_READ = 0,
    /// <summary>Request a write, as aio_write.</summary>
    LIO_WRITE = 1,
    /// <summary>The element is ignored: LIO-06.</summary>
    LIO_NOP = 2,
}

namespace AioSpec;

/// <summary>The error numbers of POSIX (XBD errno.h) that asynchronous I/O can show. The values are those of Linux.</summary>
/// <remarks>A type of its own, so that an error number is never taken for a count or a descriptor.</remarks>
public enum Errno
{
    /// <summary>No error: the operation succeeded.</summary>
    None = 0,
    /// <summary>Operation not permitted.</summary>
    EPERM = 1,
    /// <summary>No such file or directory.</summary>
    ENOENT = 2,
    /// <summary>A signal was caught while the function waited.</summary>
    EINTR = 4,
    /// <summary>I/O error.</summary>
    EIO = 5,
    /// <summary>No such device or address.</summary>
    ENXIO = 6,
    /// <summary>Bad file descriptor.</summary>
    EBADF = 9,
    /// <summary>Resource unavailable, try again. EWOULDBLOCK is the same number.</summary>
    EAGAIN = 11,
    /// <summary>Not enough space.</summary>
    ENOMEM = 12,
    /// <summary>Permission denied.</summary>
    EACCES = 13,
    /// <summary>Bad address.</summary>
    EFAULT = 14,
    /// <summary>Device or resource busy.</summary>
    EBUSY = 16,
    /// <summary>File exists.</summary>
    EEXIST = 17,
    /// <summary>Is a directory.</summary>
    EISDIR = 21,
    /// <summary>Invalid argument.</summary>
    EINVAL = 22,
    /// <summary>File descriptor value too large.</summary>
    EMFILE = 24,
    /// <summary>File too large.</summary>
    EFBIG = 27,
    /// <summary>No space left on device.</summary>
    ENOSPC = 28,
    /// <summary>Invalid seek.</summary>
    ESPIPE = 29,
    /// <summary>Read-only file system.</summary>
    EROFS = 30,
    /// <summary>Broken pipe.</summary>
    EPIPE = 32,
    /// <summary>Result too large.</summary>
    ERANGE = 34,
    /// <summary>Function not supported.</summary>
    ENOSYS = 38,
    /// <summary>Bad message.</summary>
    EBADMSG = 74,
    /// <summary>Value too large to be stored in data type.</summary>
    EOVERFLOW = 75,
    /// <summary>Not a socket.</summary>
    ENOTSOCK = 88,
    /// <summary>Destination address required.</summary>
    EDESTADDRREQ = 89,
    /// <summary>Not supported.</summary>
    ENOTSUP = 95,
    /// <summary>Network is down.</summary>
    ENETDOWN = 100,
    /// <summary>Connection reset.</summary>
    ECONNRESET = 104,
    /// <summary>No buffer space available.</summary>
    ENOBUFS = 105,
    /// <summary>The socket is not connected.</summary>
    ENOTCONN = 107,
    /// <summary>Connection timed out.</summary>
    ETIMEDOUT = 110,
    /// <summary>Operation in progress. As a value of aio_error: the request is not complete (aio_error/D).</summary>
    EINPROGRESS = 115,
    /// <summary>Disk quota exceeded.</summary>
    EDQUOT = 122,
    /// <summary>Operation canceled by aio_cancel (aio_cancel/D).</summary>
    ECANCELED = 125,
}

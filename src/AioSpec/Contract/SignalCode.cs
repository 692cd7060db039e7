namespace AioSpec;

/// <summary>The origin of a signal: <c>si_code</c> (XBD signal.h), with the values of Linux.</summary>
public enum SignalCode
{
    /// <summary>Sent by kill.</summary>
    SI_USER = 0,
    /// <summary>Sent by sigqueue.</summary>
    SI_QUEUE = -1,
    /// <summary>Sent by a timer that expired.</summary>
    SI_TIMER = -2,
    /// <summary>Sent by the completion of an asynchronous I/O request: NOTIFY-03.</summary>
    SI_ASYNCIO = -4,
}

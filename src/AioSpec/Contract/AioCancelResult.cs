namespace AioSpec;

/// <summary>The answers of aio_cancel (aio_cancel/RV).</summary>
public enum AioCancelResult
{
    /// <summary>All requested operations that were outstanding were canceled.</summary>
    AIO_CANCELED = 0,
    /// <summary>At least one requested operation is in progress and cannot be canceled.</summary>
    AIO_NOTCANCELED = 1,
    /// <summary>All requested operations were already complete.</summary>
    AIO_ALLDONE = 2,
}

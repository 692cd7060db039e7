namespace AioCli.Recording;

/// <summary>What a note of the recorder is about; the numbers are those of <c>native/aio_record.c</c>.</summary>
internal enum NoteKind
{
    Started = 1,
    Read,
    Write,
    Fsync,
    ListIo,
    Element,
    Error,
    Return,
    Suspend,
    Cancel,
    Result,
    Close,
    Dup2,
    Caught,
    HandlerReturned,
    Callback,
    CallbackReturned,
    Sigaction,
    Sigmask,
    Sigwait,
    SignalResult,
    Longjmp,
    Execed,
    Exited,
    Misuse,
    More,
    Thread,
    Named,
}

/// <summary>One note of the recorder.</summary>
/// <param name="Kind">What about.</param>
/// <param name="Process">The process, by number.</param>
/// <param name="Thread">The thread, by number.</param>
/// <param name="Time">CLOCK_MONOTONIC in nanoseconds.</param>
/// <param name="Words">Its words, and behind them those of the slots that follow it: <see cref="SlotWords"/> for each.</param>
internal readonly record struct Note(NoteKind Kind, int Process, int Thread, long Time, ReadOnlyMemory<ulong> Words)
{
    /// <summary>The words of a slot.</summary>
    public const int SlotWords = 13;

    /// <summary>A word.</summary>
    public ulong this[int index] => Words.Span[index];

    /// <summary>The words of the n-th slot that follows, from 0.</summary>
    public ReadOnlyMemory<ulong> Following(int slot) => Words.Slice((1 + slot) * SlotWords, SlotWords);

    /// <summary>How many slots follow.</summary>
    public int Follow => (Words.Length / SlotWords) - 1;
}

namespace AioCli.Targets.Drivers;

/// <summary>A thread while an answer is read.</summary>
internal sealed class DriverThread(string name)
{
    /// <summary>Its name in the history.</summary>
    public string Name { get; } = name;

    /// <summary>The instructions of the calls that are open, innermost on top; -1 for a handler.</summary>
    public Stack<int> Open { get; } = new();

    /// <summary>Nothing has happened on it. The first event of a forked child's thread is the return of fork.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>It runs a notification function.</summary>
    public bool IsCallback { get; set; }

    /// <summary>It is the implementation's own: a signal was caught there before anything else had happened.</summary>
    public bool IsForeign { get; set; }

    /// <summary>It is the implementation's own, and runs nothing of the program: it may wait as long as it likes.</summary>
    public bool IsWorker => IsCallback || ((IsNew || IsForeign) && Open.Count == 0);

    /// <summary>It has ended.</summary>
    public bool HasEnded { get; set; }

    /// <summary>siglongjmp: out of the innermost handler, and of the call that it interrupted.</summary>
    public void Jump()
    {
        while (Open.TryPop(out var open) && open != -1)
        {
            // Calls of the handler.
        }

        if (Open.TryPeek(out var below) && below != -1) Open.Pop();
    }
}

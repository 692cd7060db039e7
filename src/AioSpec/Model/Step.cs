namespace AioSpec.Model;

/// <summary>What the system does by itself, and what the simulator lets threads do.</summary>
public enum StepKind : byte
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>A queued request starts to run.</summary>
    Start,
    /// <summary>The bytes of a running request move.</summary>
    Transfer,
    /// <summary>A request's status becomes final.</summary>
    Complete,
    /// <summary>The notification of a request comes.</summary>
    Notify,
    /// <summary>The notification of a list comes.</summary>
    NotifyList,
    /// <summary>The timeout of a waiting call passes.</summary>
    Expire,
    /// <summary>A signal is delivered to a thread.</summary>
    Deliver,
    /// <summary>A waiting call returns, or goes on.</summary>
    Return,
    /// <summary>A thread that was canceled ends in the call it waits in.</summary>
    Cancel,
    /// <summary>A thread goes on with what it does next.</summary>
    Run,
    /// <summary>One of the outcomes that a step can have.</summary>
    Outcome,
    /// <summary>The system crashes.</summary>
    Crash,
}

/// <summary>A step that can be taken.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Id">The number of the request, the list or the thread, by the kind.</param>
/// <param name="Signo">The signal of Deliver.</param>
public readonly record struct Step(StepKind Kind, int Id, int Signo = 0);

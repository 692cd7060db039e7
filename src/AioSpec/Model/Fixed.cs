namespace AioSpec.Model;

/// <summary>What a fact can depend on that may stay as it is from one question to the next.</summary>
[Flags]
internal enum Fixed
{
    /// <summary>Nothing of these.</summary>
    Nothing = 0,
    /// <summary>What the target declared.</summary>
    Declaration = 1,
    /// <summary>What was submitted: <see cref="RequestInfo"/>.</summary>
    Submission = 2,
    /// <summary>The call.</summary>
    Call = 4,
    /// <summary>The outcome.</summary>
    Outcome = 8,
    /// <summary>What has happened to the call that the thread waits in, as long as nothing has: <see cref="Wait.IsDisturbed"/>.</summary>
    Wait = 16,
}

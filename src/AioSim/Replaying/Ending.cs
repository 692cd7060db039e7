namespace AioSim.Replaying;

/// <summary>Why a recorded run ended.</summary>
public enum Ending
{
    /// <summary>Nothing more could happen, and nothing was wrong.</summary>
    Passed,
    /// <summary>Something was wrong.</summary>
    Failure,
    /// <summary>It was cut after the steps that it was allowed.</summary>
    StepLimit,
    /// <summary>It was cut because the time that it was allowed was over; its steps say where.</summary>
    TimeLimit,
}

namespace AioSpec.FsCheck.Validity;

/// <summary>Whether a conforming implementation accepts a submission.</summary>
internal enum Acceptance
{
    /// <summary>Every one must.</summary>
    Certain,
    /// <summary>It may, or may not.</summary>
    Doubtful,
    /// <summary>None may.</summary>
    Rejected,
}

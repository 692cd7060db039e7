using AioSpec.Histories;

namespace AioSpec.FsCheck;

/// <summary>A history with one visible difference.</summary>
/// <param name="History">The history as it is after the edit.</param>
/// <param name="Kind">What sort of edit it was, for counting.</param>
/// <param name="Description">What was changed and where: event numbers count from 1.</param>
public sealed record EditedHistory(History History, string Kind, string Description)
{
    /// <inheritdoc/>
    public override string ToString() => Description;
}

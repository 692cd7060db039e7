namespace AioCli.Judging;

/// <summary>An event that a finding or a doubt points at.</summary>
/// <param name="Event">Its place in the history, from 0.</param>
/// <param name="Line">Its line in the file, from 1; 0 where there is no file.</param>
/// <param name="Text">The event as a history file has it.</param>
internal sealed record Proof(long Event, int Line, string Text);

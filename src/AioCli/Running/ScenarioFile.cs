namespace AioCli.Running;

/// <summary>A scenario file of the command line.</summary>
/// <param name="Path">The path: what the user gave, and below a folder what follows, with '/'.</param>
/// <param name="Name">The path below what the user gave, for the name of its trace.</param>
internal sealed record ScenarioFile(string Path, string Name);

using System.CommandLine;

namespace AioCli.Shell;

/// <summary>A command with examples in its help.</summary>
internal sealed class DocumentedCommand(string name, string description, params Help.Example[] examples) : Command(name, description)
{
    /// <summary>The examples, the simplest first.</summary>
    public IReadOnlyList<Help.Example> Examples => examples;
}

using System.Globalization;
using AioSpec.Programs;

namespace AioSim;

/// <summary>A program that cannot be performed, or does what POSIX leaves undefined: a mistake of who wrote it.</summary>
public sealed class ProgramException : Exception
{
    /// <summary>A mistake, and where it is.</summary>
    public ProgramException(string message, SourcePlace? place = null)
        : base(message) => Place = place;

    /// <summary>A mistake.</summary>
    public ProgramException(string message)
        : base(message)
    {
    }

    /// <summary>A mistake that nothing is known of.</summary>
    public ProgramException()
    {
    }

    /// <summary>A mistake, and what came of it.</summary>
    public ProgramException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The statement, where it has a place.</summary>
    public SourcePlace? Place { get; }

    /// <summary>The part of the program, where it is no statement.</summary>
    internal ProgramPart? Part { get; init; }

    /// <summary>The mistake with its place, as compilers tell it.</summary>
    public string Text => Place is null
        ? Message
        : string.Create(CultureInfo.InvariantCulture, $"{Place.File}({Place.Line},{Place.Column}): {Message}");
}

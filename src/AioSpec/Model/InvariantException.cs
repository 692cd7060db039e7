namespace AioSpec.Model;

/// <summary>Something that must always hold does not: a mistake in this project.</summary>
public sealed class InvariantException : Exception
{
    /// <summary>With what must hold.</summary>
    public InvariantException(string message)
        : base(message)
    {
    }

    /// <summary>Without words.</summary>
    public InvariantException()
    {
    }

    /// <summary>With what must hold, and what came of it.</summary>
    public InvariantException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

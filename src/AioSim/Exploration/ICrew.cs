namespace AioSim.Exploration;

/// <summary>Does pieces of work, several at a time if it can. What comes of them does not depend on that.</summary>
public interface ICrew
{
    /// <summary>How many pieces may be done at a time.</summary>
    int Size { get; }

    /// <summary>Does the pieces 0 to <paramref name="count"/> - 1, in whatever order, and returns when all are done.</summary>
    void Do(int count, Action<int> piece);
}

/// <summary>Nobody but the caller.</summary>
internal sealed class Alone : ICrew
{
    public static Alone Instance { get; } = new();

    public int Size => 1;

    public void Do(int count, Action<int> piece)
    {
        for (var i = 0; i < count; i++) piece(i);
    }
}

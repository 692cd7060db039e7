namespace AioSim.Exploration;

/// <summary>The threads, requests and lists that may take steps, as far as they have come up: a value, so that who holds one sees none come.</summary>
internal sealed class Cast
{
    private readonly int[] _numberAt;

    public Cast(Actor[] actors)
    {
        ByNumber = actors;
        Ranked = [.. actors.OrderBy(actor => actor.Cell.Kind).ThenBy(actor => actor.Cell.Index)];
        RankOf = new int[actors.Length];
        for (var rank = 0; rank < Ranked.Length; rank++) RankOf[Ranked[rank].Number] = rank;
        _numberAt = new int[actors.Length == 0 ? 0 : actors.Max(actor => actor.Place) + 1];
        Array.Fill(_numberAt, -1);
        foreach (var actor in actors) _numberAt[actor.Place] = actor.Number;
    }

    /// <summary>As they came up: the order of learning, which decides nothing.</summary>
    public Actor[] ByNumber { get; }

    /// <summary>By kind and number: the order in which they are looked at, whatever was learned when.</summary>
    public Actor[] Ranked { get; }

    /// <summary>The place among the ranked, by number.</summary>
    public int[] RankOf { get; }

    /// <summary>The actor whose cell stands at a place, by its number; -1: none.</summary>
    public int NumberAt(int place) => place < _numberAt.Length ? _numberAt[place] : -1;
}

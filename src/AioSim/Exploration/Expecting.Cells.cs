using System.Collections.Immutable;
using AioSpec.Model;

namespace AioSim;

/// <content>What expectations of the whole run have seen, as a cell.</content>
internal sealed partial class Expecting
{
    public void Write(PartWriter to)
    {
        to.Add(_times);
        foreach (var cb in _order) to.Add(cb);
    }

    public object Keep() => (_times.ToArray(), _order.ToArray());

    public void Put(object kept)
    {
        var (times, order) = ((int[], string[]))kept;
        times.CopyTo(_times, 0);
        _order.Clear();
        _order.AddRange(order);
    }

    /// <summary>What did not hold since it was last asked.</summary>
    public ImmutableArray<ExpectationFailure> Take()
    {
        var failures = Failures;
        _failures.Clear();
        return failures;
    }
}

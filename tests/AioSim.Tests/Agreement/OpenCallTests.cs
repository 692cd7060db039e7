using AioSpec.Judging;
using AioSpec.Programs;

namespace AioSim.Tests.Agreement;

public class OpenCallTests
{
    [Fact]
    public void A_call_that_takes_the_place_of_one_that_is_over_knows_nothing_of_it()
    {
        var thread = new KnownThread("T1", 0);
        var used = thread.Begin(new AioReturn("r"), new Moment(1, 1));
        var properties = typeof(OpenCall).GetProperties();
        foreach (var property in properties.Where(p => p.CanWrite)) property.SetValue(used, Some(property.PropertyType));
        used.Covers.Add(null!);
        thread.End(used);
        var call = new AioReturn("s");

        var again = thread.Begin(call, new Moment(2, 2));
        var first = new KnownThread("T2", 0).Begin(call, new Moment(2, 2));

        Assert.Same(used, again);
        Assert.All(properties, property => Assert.Equal(property.GetValue(first), property.GetValue(again)));
    }

    /// <summary>A value that no call starts with.</summary>
    private static object Some(Type type)
    {
        if (type == typeof(int[])) return new[] { 5 };
        if (Nullable.GetUnderlyingType(type) is { } of) return Some(of);
        if (type == typeof(bool)) return true;
        if (type == typeof(long)) return 7L;
        if (type == typeof(Moment)) return new Moment(9, 9);
        if (type.Name.StartsWith("ValueTuple", StringComparison.Ordinal)) return Activator.CreateInstance(type, [.. type.GetGenericArguments().Select(Some)])!;
        if (type == typeof(Call)) return new AioReturn("r");
        return System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
    }
}

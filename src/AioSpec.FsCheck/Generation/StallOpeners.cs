using System.Collections.Immutable;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Generation;

/// <summary>Opens the gates on which the device stalls, in threads and at places that are surely reached.</summary>
internal static class StallOpeners
{
    public static ImmutableArray<ThreadSpec> Open(Plan plan, List<Scribe> bodies)
    {
        var threads = bodies.Select(b => new ThreadSpec(b.Body, b.Statements)).ToImmutableArray();
        foreach (var gate in plan.StallGates)
        {
            var (thread, index) = plan.Draw.PickFrom(Places(plan, threads));
            var opened = threads[thread].Body.Insert(index, new Perform(new OpenGate(gate), [], null));
            opened = opened.Insert(index, new Perform(new Sleep(plan.Delay()), [], null));
            threads = threads.SetItem(thread, threads[thread] with { Body = opened });
        }

        return threads;
    }

    private static List<(int Thread, int Index)> Places(Plan plan, ImmutableArray<ThreadSpec> threads)
    {
        var places = new List<(int, int)>();
        for (var i = 0; i < threads.Length; i++)
        {
            var walk = new BodyWalk(plan.Facts, threads[i].Name, BodyKind.Thread, _ => { });
            var state = BodyState.Empty with { Assured = !plan.Facts.CanceledThreads.Contains(threads[i].Name) };
            for (var at = 0; state.Assured && at < threads[i].Body.Length; at++)
            {
                state = walk.Step(threads[i].Body[at], state);
                if (state.Assured) places.Add((i, at + 1));
            }
        }

        // Late places, where requests are already waiting, are the interesting ones.
        return [.. places.Skip(places.Count / 2)];
    }
}

namespace AioEngine;

/// <summary>What the engine has still to do.</summary>
/// <param name="Outstanding">Requests that are not complete.</param>
/// <param name="Moving">Those of them that go on by themselves: they wait neither for a turn nor for the other end of a stream.</param>
/// <param name="Notices">Notifications that are due.</param>
/// <param name="Calls">Notification functions that were called and have not returned.</param>
internal readonly record struct EngineActivity(int Outstanding, int Moving, int Notices, int Calls);

public sealed unsafe partial class Engine
{
    /// <summary>What there is to do now, as one moment's picture.</summary>
    internal EngineActivity Activity
    {
        get
        {
            lock (_gate)
            {
                var moving = !_ended && _backend.HasCompletions ? 1 : 0;
                for (var i = 0; i < _slab.Count; i++)
                {
                    if (_slab[i]->Error == Status.InProgress && Moves(_slab[i])) moving++;
                }

                return new EngineActivity(_core.Outstanding, moving, _core.Notices.Count, _delivery.UnderWay);
            }
        }
    }

    private bool Moves(NativeAiocb* request) => request->Phase switch
    {
        RequestPhase.Ready or RequestPhase.Finished => true,
        RequestPhase.Running => _backend.Moves(request),
        _ => false,
    };
}

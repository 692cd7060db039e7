namespace AioCli.Targets.Drivers;

/// <summary>
/// The drivers of a target: one for each program that runs at a time, as far as the target gives them. One behind a port may serve a single
/// host at a time, as a board does; programs then wait for each other. A driver that was lost is replaced by another.
/// </summary>
/// <param name="connect">Has another driver.</param>
/// <param name="patience">How long each may be silent.</param>
internal sealed class DriverPool(Func<DriverConnection> connect, DriverPatience patience) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<DriverSession> _idle = [];

    /// <summary>Drivers that are there or are being had.</summary>
    private int _living;

    /// <summary>So many there can be: what was refused while others lived is not asked for again.</summary>
    private int _most = int.MaxValue;

    /// <summary>A driver for one program; it has to be given back. Waits for one where no more can be had.</summary>
    /// <exception cref="IOException">There is none, and none can be had.</exception>
    public DriverSession Take()
    {
        while (true)
        {
            if (IdleOrLicence() is { } idle) return idle;
            try
            {
                return new DriverSession(connect(), patience);
            }
            catch (IOException) when (HasOthers())
            {
                // Those that live serve this program too.
            }
            catch
            {
                Leave();
                throw;
            }
        }
    }

    /// <summary>Gives one back: to the next program, or to nobody where the conversation is over.</summary>
    public void Give(DriverSession session)
    {
        if (session.IsBroken)
        {
            session.Dispose();
            Leave();
            return;
        }

        lock (_gate)
        {
            _idle.Push(session);
            Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _idle) session.Dispose();
    }

    /// <summary>One that has nothing to do; null: another may be had, and is counted already.</summary>
    private DriverSession? IdleOrLicence()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_idle.TryPop(out var idle)) return idle;
                if (_living < _most)
                {
                    _living++;
                    return null;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Counts out the one that could not be had, and says whether others can be waited for.</summary>
    private bool HasOthers()
    {
        lock (_gate)
        {
            if (_living == 1) return false;
            _most = --_living;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _living--;
            Monitor.PulseAll(_gate);
        }
    }
}

using System.Diagnostics;
using AioCli.Shell;

namespace AioCli.Targets.Drivers;

/// <summary>
/// The drivers of a target: one for each program that runs at a time, as far as the target gives them. One behind a port may serve a single
/// host at a time, as a board does; programs then wait for each other. A driver that was lost is replaced by another.
/// </summary>
/// <param name="connect">Has another driver.</param>
/// <param name="patience">How long each may be silent.</param>
internal sealed class DriverPool(Func<DriverConnection> connect, DriverPatience patience) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

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
                return new DriverSession(connect(), IsFurther() ? patience with { FirstMessage = patience.FurtherFirstMessage } : patience);
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

    /// <summary>As <see cref="Take"/>, where there was one already: it is waited for.</summary>
    /// <exception cref="UserError">It does not come back.</exception>
    public DriverSession TakeAgain(CancellationToken cancel)
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return Take();
            }
            catch (IOException e)
            {
                if (Stopwatch.GetElapsedTime(start) > patience.Return) throw new UserError($"aiosim: the driver was lost and does not come back: {e.Message}", ExitCode.Missing);
                cancel.WaitHandle.WaitOne(s_pause);
                cancel.ThrowIfCancellationRequested();
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

    private bool IsFurther()
    {
        lock (_gate) return _living > 1;
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

using System.Runtime.ExceptionServices;
using AioSim.Exploration;

namespace AioCli.Exploring;

/// <summary>
/// Threads that have no exploration of their own any more help with the pieces of those that are left. Who has pieces to be
/// done does them, too, so nobody waits for a thread that does not come.
/// </summary>
internal sealed class Crew(int size) : ICrew
{
    /// <summary>For a tenth of a millisecond or so one looks again and again, before giving the processor away.</summary>
    private const int Looks = 300, SpinsALook = 50;

    private readonly object _gate = new();
    private readonly List<Job> _jobs = [];
    private volatile int _open;

    /// <inheritdoc/>
    public int Size => size;

    /// <inheritdoc/>
    public void Do(int count, Action<int> piece)
    {
        if (size == 1)
        {
            for (var i = 0; i < count; i++) piece(i);
            return;
        }

        var job = new Job(count, piece);
        lock (_gate)
        {
            _jobs.Add(job);
            _open = _jobs.Count;
            Monitor.PulseAll(_gate);
        }

        job.Work();
        Remove(job);
        job.Await();
    }

    /// <summary>Helps until it is over.</summary>
    /// <param name="isOver">Asked whenever there is nothing to do; <see cref="Wake"/> has it asked again.</param>
    public void Help(Func<bool> isOver)
    {
        while (true)
        {
            LookForAnother();
            Job job;
            lock (_gate)
            {
                while (_jobs.Count == 0)
                {
                    if (isOver()) return;
                    Monitor.Wait(_gate);
                }

                job = _jobs[0];
            }

            job.Work();
            Remove(job);
        }
    }

    /// <summary>
    /// The pieces of a search come one lot after the other, with little between: who went to sleep in between would wake when half of the
    /// next lot is done.
    /// </summary>
    private void LookForAnother()
    {
        for (var looks = 0; looks < Looks && _open == 0; looks++) Thread.SpinWait(SpinsALook);
    }

    private void Remove(Job job)
    {
        lock (_gate)
        {
            _jobs.Remove(job);
            _open = _jobs.Count;
        }
    }

    /// <summary>It may be over.</summary>
    public void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private sealed class Job(int count, Action<int> piece)
    {
        private int _begun;
        private int _done;
        private ExceptionDispatchInfo? _fault;

        /// <summary>Does pieces until all are begun.</summary>
        public void Work()
        {
            for (var i = Interlocked.Increment(ref _begun) - 1; i < count; i = Interlocked.Increment(ref _begun) - 1)
            {
                try
                {
                    piece(i);
                }
#pragma warning disable CA1031 // Whatever it is: it is thrown again where the pieces come from.
                catch (Exception fault)
#pragma warning restore CA1031
                {
                    Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
                }

                Interlocked.Increment(ref _done);
            }
        }

        /// <summary>Waits for the pieces that others have begun: these are shorter than a sleep would be.</summary>
        public void Await()
        {
            for (var looks = 0; looks < Looks && Volatile.Read(ref _done) < count; looks++) Thread.SpinWait(SpinsALook);
            var wait = default(SpinWait);
            while (Volatile.Read(ref _done) < count) wait.SpinOnce(sleep1Threshold: -1);
            _fault?.Throw();
        }
    }
}

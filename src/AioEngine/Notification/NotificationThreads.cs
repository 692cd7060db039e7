namespace AioEngine.Notification;

/// <summary>
/// Notification functions, each as if it were the start routine of a new thread (NOTIFY-07): none waits for another to end
/// (NOTIFY-18). Threads that are done wait a while for the next function.
/// </summary>
internal sealed class NotificationThreads<T>(Action<T> call)
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<T> _queue = [];
    private readonly SemaphoreSlim _work = new(0);
    private int _idle;

    internal void Run(T notification)
    {
        lock (_lock)
        {
            if (_idle > _queue.Count)
            {
                _queue.Enqueue(notification);
                _work.Release();
                return;
            }
        }

        new Thread(() => Work(notification)) { IsBackground = true, Name = "aio notification" }.UnsafeStart();
    }

    private void Work(T notification)
    {
        while (true)
        {
            call(notification);
            lock (_lock) _idle++;
            var woken = _work.Wait(s_idle);
            lock (_lock)
            {
                _idle--;
                if (!woken && !_work.Wait(0)) return;
                notification = _queue.Dequeue();
            }
        }
    }
}

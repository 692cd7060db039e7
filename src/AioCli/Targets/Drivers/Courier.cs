namespace AioCli.Targets.Drivers;

/// <summary>
/// A thread for reads and writes that may never return, because somebody else keeps the other side open: who waits for one
/// can leave, and only the thread is left in it.
/// </summary>
internal sealed class Courier
{
    private readonly object _gate = new();
    private readonly Action _atEnd;
    private Func<int>? _errand;
    private int? _result;
    private bool _isBack;
    private bool _isDismissed;

    /// <summary>A courier that waits for an errand.</summary>
    /// <param name="name">Of its thread, for a debugger.</param>
    /// <param name="atEnd">Done when the thread is in no errand any more and will be in none: closing what it reads.</param>
    public Courier(string name, Action atEnd)
    {
        _atEnd = atEnd;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Whether the call came back in time. Where it did not, no errand is taken any more.</summary>
    /// <param name="errand">A read or a write.</param>
    /// <param name="patience">So long it may take.</param>
    /// <param name="result">What it returned; null where it failed.</param>
    public bool TrySend(Func<int> errand, TimeSpan patience, out int? result)
    {
        lock (_gate)
        {
            (_errand, _isBack) = (errand, false);
            Monitor.PulseAll(_gate);
            var end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
            while (!_isBack && !_isDismissed && end - Environment.TickCount64 is > 0 and var left) Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            result = _isBack ? _result : null;
            if (!_isBack) Dismiss();
            return _isBack;
        }
    }

    /// <summary>Whoever waits goes on at once, and no errand is taken any more.</summary>
    public void Dismiss()
    {
        lock (_gate)
        {
            _isDismissed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (Next() is { } errand)
        {
            var result = ResultOf(errand);
            lock (_gate)
            {
                (_result, _isBack) = (result, true);
                Monitor.PulseAll(_gate);
            }
        }

        _atEnd();
    }

    private Func<int>? Next()
    {
        lock (_gate)
        {
            while (_errand is null && !_isDismissed) Monitor.Wait(_gate);
            var errand = _isDismissed ? null : _errand;
            _errand = null;
            return errand;
        }
    }

    private static int? ResultOf(Func<int> errand)
    {
        try
        {
            return errand();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}

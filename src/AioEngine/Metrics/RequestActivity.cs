using System.Diagnostics;
using AioSpec;

namespace AioEngine.Metrics;

/// <summary>
/// The activity of an awaited request (source <c>AioEngine</c>). It is never the current one of a thread: the caller does other things while it runs, and it
/// ends on a thread that has nothing to do with it.
/// </summary>
internal static class RequestActivity
{
    private static readonly ActivitySource s_source = new("AioEngine");

    /// <summary>A child of the caller's activity; null where nobody listens.</summary>
    internal static Activity? Start(string operation, int length, long offset)
    {
        var own = Activity.Current;
        var activity = s_source.StartActivity(operation, ActivityKind.Client);
        if (activity is null) return null;
        activity.SetTag("aio.nbytes", length).SetTag("aio.offset", offset);
        Activity.Current = own;
        return activity;
    }

    /// <summary>The request is over.</summary>
    internal static void End(Activity activity, Errno error)
    {
        var own = Activity.Current;
        if (error != Errno.None) activity.SetStatus(ActivityStatusCode.Error, error.ToString());
        activity.Dispose();
        Activity.Current = own;
    }
}

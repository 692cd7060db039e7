using static AioSpec.Model.On;

namespace AioSpec.Model.Rules;

/// <summary>What close, dup2, exec and exit may do to an outstanding request: cancel it, outcome 1, or leave it, outcome 0 (CLOSE).</summary>
public static class CloseRules
{
    /// <summary>What becomes of a request when its descriptor is closed.</summary>
    public static readonly Rule Close = new("close",
    [
        Only("CLOSE-01", "a cancellation", Value(1), !Is.Running & !Is.Declared("close cancels nothing", d => d.Profile.CloseCancels == false)),
        Only("CLOSE-01", "no cancellation", Value(0), Is.Running | !Is.Declared("close cancels what it can", d => d.Profile.CloseCancels == true)),
    ],
    []);

    /// <summary>What becomes of a request when the process ends, or has another image.</summary>
    public static readonly Rule Exit = new("exit",
    [
        Only("CLOSE-10", "a cancellation", Value(1), !Is.Running & !Is.Declared("queued requests cannot be canceled", d => d.Profile.CancelsQueued == false)),
    ],
    []);
}

using AioSpec.Programs;

namespace AioSpec.Model.Rules;

/// <summary>What is asked of calls that are not asynchronous I/O themselves.</summary>
public static class OtherRules
{
    private static readonly Fact IsClose = Is.Called<Close>("it is close", _ => true);

    /// <summary>The rule.</summary>
    public static readonly Rule Rule = new("other calls", [],
    [
        new("CLOSE-12", "close returns in a signal handler", IsClose & Is.Told(Tell.InHandler)),
    ]);
}

using System.Reflection;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Tells <see cref="Verifier"/> which test is running. The build puts it on every test assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class UseVerifyAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Running = new();

    internal static MethodInfo Current =>
        Running.Value ?? throw new InvalidOperationException("Verify is called from a [Fact] or [Theory], and before it ends.");

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest) => Running.Value = methodUnderTest;

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest) => Running.Value = null;
}

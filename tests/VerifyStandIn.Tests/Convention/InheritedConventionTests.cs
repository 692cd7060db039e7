namespace VerifyStandIn.Tests.Convention;

/// <summary>A test body that two classes share has a snapshot for each class.</summary>
public abstract class InheritedConventionTests
{
    [Fact]
    public Task A_shared_test_is_named_after_the_class_that_runs() => Verify(GetType().Name);
}

/// <summary>One of the two.</summary>
public sealed class FirstInheritorTests : InheritedConventionTests;

/// <summary>The other.</summary>
public sealed class SecondInheritorTests : InheritedConventionTests;

using System.Runtime.CompilerServices;

namespace AioSpec.Model;

/// <summary>The children of an <see cref="ExtentBranch"/>, in the branch itself.</summary>
[InlineArray(ExtentNode.Fanout)]
internal struct ExtentChildren
{
    private ExtentNode? _first;
}

namespace AioSpec.FsCheck.Validity;

/// <summary>What a descriptor is at one point of a body.</summary>
/// <param name="Info">What it refers to, or null.</param>
/// <param name="IsClosed">It is surely not open.</param>
internal readonly record struct DescriptorStatus(DescriptorInfo? Info, bool IsClosed)
{
    public static DescriptorStatus Unknown => default;

    public static DescriptorStatus Closed => new(null, true);

    public bool IsKnown => Info is not null || IsClosed;

    /// <summary>What is known of a descriptor.</summary>
    public static DescriptorStatus Of(Fd fd, string body, BodyState state, ProgramFacts facts)
    {
        if (fd.Name is not { } name)
        {
            var unused = fd.Number < 0 || (fd.Number >= ProgramFacts.LowestUnusedDescriptor && !facts.ReplacedNumbers.Contains(fd.Number));
            return unused ? Closed : Unknown;
        }

        if (facts.ClosedElsewhere(name, body)) return Unknown;
        return new(state.Changed.TryGetValue(name, out var changed) ? changed : facts.Descriptors.GetValueOrDefault(name), false);
    }
}

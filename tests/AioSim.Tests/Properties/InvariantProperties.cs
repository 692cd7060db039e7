using AioSpec.Histories;

namespace AioSim.Tests.Properties;

/// <summary>The five invariants of one operation, checked by nothing but what a history shows; that every run keeps them is a part of <see cref="JudgeProperties"/>.</summary>
public sealed class InvariantProperties
{
    /// <summary>The third one is that nothing forbids it; so that it is no empty promise, it has to happen.</summary>
    [Fact]
    public void The_first_status_may_be_final() =>
        Assert.Contains(Enumerable.Range(0, 50), seed => FiveInvariants.FirstStatusIsFinal(Simulated.Run(Simulated.Program(seed), seed).History));

    [Theory]
    [InlineData(1, "0 EINPROGRESS")]
    [InlineData(1, "0 EIO")]
    [InlineData(2, "0 return:-1")]
    [InlineData(2, "EIO return:1")]
    [InlineData(4, "0 EINVAL")]
    [InlineData(5, "EINPROGRESS ECANCELED")]
    [InlineData(0, "EINPROGRESS 0 return:1 EINVAL")]
    [InlineData(0, "EINPROGRESS cancel ECANCELED return:-1")]
    public void Each_invariant_can_be_broken(int invariant, string story)
    {
        var broken = FiveInvariants.Broken(Story(story));

        if (invariant == 0) Assert.Null(broken);
        else Assert.StartsWith(invariant.ToString(System.Globalization.CultureInfo.InvariantCulture), broken, StringComparison.Ordinal);
    }

    private static History Story(string story)
    {
        var lines = story.Split(' ').Select(word => word switch
        {
            "cancel" => "0 t > aio_cancel(3, a)\n0 t < AIO_CANCELED\n",
            "EINVAL" => "0 t > aio_error(a)\n0 t < -1 EINVAL\n",
            "return:-1" => "0 t > aio_return(a)\n0 t < -1\n",
            "return:1" => "0 t > aio_return(a)\n0 t < 1 \"x\"\n",
            _ => $"0 t > aio_error(a)\n0 t < {word}\n",
        });
        var text = $"aiosim-history 1\ntarget test\n---\n0 t > aio_read(a, fd=3, nbytes=1)\n0 t < 0\n{string.Concat(lines)}0 - end cut\n";
        return AioSpec.Text.HistoryText.Parse(text, "story");
    }
}

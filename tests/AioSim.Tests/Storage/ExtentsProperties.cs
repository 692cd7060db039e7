using AioSpec;
using AioSpec.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AioSim.Tests.Storage;

/// <summary>Extents against a plain array of bytes.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)])]
public class ExtentsProperties
{
    private const int Most = 70_000;

    [Property(MaxTest = 300, Replay = "20252,20253")]
    public void Whatever_is_written_a_read_gives_what_an_array_would(Step[] steps)
    {
        var (file, bytes) = (Extents.Empty, Array.Empty<byte>());
        foreach (var step in steps)
        {
            (file, bytes) = step.On(file, bytes);
            Assert.Equal(bytes.Length, file.Length);
            var (from, length) = (step.Offset / 3 * 2, step.Length * 3);
            var expected = from < bytes.Length ? bytes.AsSpan(from, Math.Min(length, bytes.Length - from)) : [];
            Assert.True(expected.SequenceEqual(file.Read(from, length).ToArray()), $"from {from}, {length} bytes");
        }

        Assert.True(bytes.AsSpan().SequenceEqual(file.ToData().ToArray()));
    }

    [Property(MaxTest = 300, Replay = "20254,20255")]
    public void Whatever_is_written_equality_and_hash_are_those_of_the_bytes(Step[] steps)
    {
        var (file, bytes) = (Extents.Empty, Array.Empty<byte>());
        foreach (var step in steps) (file, bytes) = step.On(file, bytes);
        var plain = Extents.Of(Data.Of((byte[])bytes.Clone()));

        Assert.Equal(plain.Hash, file.Hash);
        Assert.Equal(plain, file);
        if (bytes.Length == 0) return;
        var place = bytes.Length / 2;
        var other = file.Write(place, Data.Of([(byte)(bytes[place] ^ 0x40)]));
        Assert.NotEqual(file.Hash, other.Hash);
        Assert.NotEqual(plain, other);
    }

    [Property(MaxTest = 100, Replay = "20256,20257")]
    public void Every_old_file_stays_as_it_was(Step[] steps)
    {
        var history = new List<(Extents File, byte[] Bytes, ulong Hash)>();
        var (file, bytes) = (Extents.Empty, Array.Empty<byte>());
        foreach (var step in steps)
        {
            (file, bytes) = step.On(file, bytes);
            history.Add((file, bytes, file.Hash));
        }

        Assert.All(history, old => Assert.True(old.Bytes.AsSpan().SequenceEqual(old.File.ToData().ToArray())));
        Assert.All(history, old => Assert.Equal(old.Hash, Extents.Of(Data.Of((byte[])old.Bytes.Clone())).Hash));
    }

    /// <summary>Numbers over their whole range: the default ones grow with the test and would all lie in the first hundred bytes.</summary>
    public static class Arbitraries
    {
        public static Arbitrary<Step> Step() => Gen.Choose(0, byte.MaxValue).Two()
            .Zip(Gen.Choose(0, ushort.MaxValue).Two())
            .Select(n => new Step((byte)n.Item1.Item1, (ushort)n.Item2.Item1, (ushort)n.Item2.Item2, (byte)n.Item1.Item2))
            .ToArbitrary();
    }

    /// <summary>One change of a file: small and large, aligned and not, of every kind of run.</summary>
    public sealed record Step(byte Kind, ushort Place, ushort Size, byte Value)
    {
        public int Offset => Kind % 3 == 0 ? Place & 0xff : Place % 50_000;

        public int Length => (Kind % 5) switch { 0 => Size % 4, 1 => Size % 40, 2 => 4096, _ => Size % 20_000 };

        public (Extents File, byte[] Bytes) On(Extents file, byte[] bytes) =>
            Kind % 11 == 10 ? Truncated(file, bytes, Offset) : Written(file, bytes, Content());

        private Data Content() => (Value % 4) switch
        {
            0 => Data.Fill(0, Length),
            1 => Data.Fill(Value, Length),
            2 => Data.Tag(Value, Length, Offset),
            _ => Data.Concat(Data.Of(Data.Tag(Value, Length).ToArray()), Data.Fill(Value, 3), Data.Tag(Value, Length / 2)),
        };

        private (Extents File, byte[] Bytes) Written(Extents file, byte[] bytes, Data content)
        {
            if (content.Length == 0) return (file.Write(Offset, content), bytes);
            var after = new byte[Math.Max(bytes.Length, Offset + content.Length)];
            bytes.CopyTo(after, 0);
            content.ToArray().CopyTo(after, Offset);
            Assert.True(after.Length <= 2 * Most);
            return (file.Write(Offset, content), after);
        }

        private static (Extents File, byte[] Bytes) Truncated(Extents file, byte[] bytes, int length)
        {
            var after = new byte[length];
            bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(after);
            return (file.Truncate(length), after);
        }
    }
}

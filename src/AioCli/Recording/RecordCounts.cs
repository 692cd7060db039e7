using System.Buffers.Binary;

namespace AioCli.Recording;

/// <summary>What the head of a recording says of the whole.</summary>
/// <param name="Taken">How many slots were asked for; it grows with every note, also with those that found no room.</param>
/// <param name="Used">How many slots there are to read.</param>
/// <param name="Lost">How many notes found no room.</param>
/// <param name="Unwatched">How many requests could not be watched for misuse.</param>
/// <param name="DiskFull">The recording ended because the disk had no more room.</param>
internal readonly record struct RecordCounts(long Taken, long Used, long Lost, long Unwatched, bool DiskFull)
{
    /// <summary>The words of the head: magic, room, taken, lost, unwatched, backed by the disk, full.</summary>
    public const int HeadWords = 7;

    /// <summary>Reads a head.</summary>
    public static RecordCounts Read(ReadOnlySpan<byte> head)
    {
        Span<long> words = stackalloc long[HeadWords];
        for (var i = 0; i < HeadWords; i++) words[i] = BinaryPrimitives.ReadInt64LittleEndian(head[(i * sizeof(long))..]);
        return new RecordCounts(words[2], Math.Min(words[2], words[5]), words[3], words[4], words[6] != 0);
    }
}

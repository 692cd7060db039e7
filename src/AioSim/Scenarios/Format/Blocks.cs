using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AioSim.Scenarios.Shapes;
using AioSim.Scenarios.Words;
using AioSim.Scenarios.Yaml;
using AioSpec;

namespace AioSim.Scenarios.Format;

/// <summary>Control blocks: their members, and the table of them that a scenario has.</summary>
internal static class Blocks
{
    /// <summary>The members of struct aiocb.</summary>
    public static readonly RecordShape<ControlBlock> Members =
        new RecordShape<ControlBlock>("control_block", "the members of a control block such as { fd: $a, nbytes: 5 }",
            "struct aiocb.", new ControlBlock())
        { Finish = Measure }
            .Must("fd", "aio_fildes: a variable such as $a, or a number.", NameWords.Fd, b => b.Fildes, (b, v) => b with { Fildes = v })
            .Or("offset", "aio_offset in bytes; 0.", Numbers.Offset, b => b.Offset, (b, v) => b with { Offset = v })
            .May("buf", "What aio_buf holds at submission: for a write the bytes to be written.",
                DataShapes.Shape, b => b.Buf, (b, v) => b with { Buf = v })
            .Or("nbytes", "aio_nbytes; the length of buf where that is given beside it.",
                Numbers.Nbytes, b => b.Nbytes, (b, v) => b with { Nbytes = v })
            .Or("reqprio", "aio_reqprio; 0.", Numbers.Int("a priority"), b => b.Reqprio, (b, v) => b with { Reqprio = v })
            .Or("sigevent", "aio_sigevent: how its completion is notified; none.",
                SigEvents.Shape, b => b.SigEvent, (b, v) => b with { SigEvent = v })
            .Or("opcode", "aio_lio_opcode: LIO_READ, LIO_WRITE, LIO_NOP or any other int; LIO_READ.",
                Constants.OrInt<LioOpcode>("LIO_READ, LIO_WRITE, LIO_NOP or an int"), b => b.LioOpcode, (b, v) => b with { LioOpcode = v })
            .Or("garbage", "The members that POSIX does not name hold 0xa5 in every byte; no.",
                Numbers.Truth, b => b.Garbage, (b, v) => b with { Garbage = v });

    /// <summary>The table <c>blocks</c>.</summary>
    public static readonly Shape<ImmutableArray<(string Key, ControlBlock Item)>> Table = new BlockTable();

    /// <summary>The name of a control block that exists.</summary>
    public static Word<string> Name => NameWords.Known(NameKind.ControlBlock, "the name of a control block");

    /// <summary>Writes what differs from another block; nbytes is left out where it is the length of buf.</summary>
    public static Mapping WriteOver(ControlBlock block, ControlBlock over, Writing writing)
    {
        var tellsBuf = block.Buf is not null && !block.Buf.Equals(over.Buf);
        return Members.WriteOver(block, tellsBuf ? over with { Nbytes = (ulong)block.Buf!.Length } : over, writing);
    }

    /// <summary>What holds of a block of which nothing is told; its descriptor is none that a program uses.</summary>
    public static ControlBlock Untold { get; } = new() { Fildes = new Fd(int.MinValue) };

    private static ControlBlock Measure(ControlBlock block, Mapping mapping, Reading reading) =>
        block.Buf is not null && mapping.Find("buf") is not null && mapping.Find("nbytes") is null
            ? block with { Nbytes = (ulong)block.Buf.Length }
            : block;

    private sealed class BlockTable : Shape<ImmutableArray<(string Key, ControlBlock Item)>>
    {
        private readonly Table<string, ControlBlock> _inner =
            new("control blocks by name", NameWords.New(NameKind.ControlBlock, "a name for a control block"), Members);

        public override string Expected => _inner.Expected;

        public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out ImmutableArray<(string Key, ControlBlock Item)> value)
        {
            var isGood = _inner.TryRead(node, reading, out value);
            foreach (var (name, block) in value) reading.Blocks.TryAdd(name, block);
            return isGood;
        }

        public override Node Write(ImmutableArray<(string Key, ControlBlock Item)> value, Writing writing) => new Mapping(
            default, [.. value.Select(v => new Entry(Scalar.Word(v.Key), WriteOver(v.Item, Untold, writing)))])
        { IsTall = true };

        public override JsonObject Schema(SchemaParts parts) => _inner.Schema(parts);

        public override bool Accepts(Node node) => _inner.Accepts(node);
    }
}

namespace AioSpec.Text;

/// <summary>
/// The members of a control block: <c>fd=3, offset=8192, buf=tag(3, 4096), nbytes=4096, reqprio=1, sigevent=none,
/// opcode=LIO_NOP, garbage</c>. All but fd may be left out; nbytes is then the length of buf.
/// </summary>
internal static class ControlBlockText
{
    private static readonly string[] s_members = ["fd=", "offset=", "buf=", "nbytes=", "reqprio=", "sigevent=", "opcode=", "garbage"];

    /// <summary>Prints the name and all members, as the arguments of aio_read, aio_write and aio_fsync.</summary>
    public static void Print(LineBuilder b, string cb, ControlBlock block)
    {
        Members(b.Name(cb).Comma(), block);
        if (block.LioOpcode != LioOpcode.LIO_READ) b.Key("opcode").Constant(Words.Opcodes, block.LioOpcode);
    }

    /// <summary>Prints an element of a list: <c>LIO_READ r1(fd=3, nbytes=5)</c>.</summary>
    public static void PrintElement(LineBuilder b, string cb, ControlBlock block)
    {
        b.Constant(Words.Opcodes, block.LioOpcode).Char(' ').Name(cb).Char('(');
        Members(b, block);
        b.Char(')');
    }

    /// <summary>Reads the arguments of aio_read, aio_write and aio_fsync from the control block's name on.</summary>
    public static (string Cb, ControlBlock Block) Read(ref Cursor c)
    {
        var cb = c.Name("the name of a control block");
        c.Comma();
        return (cb, Members(ref c, null));
    }

    public static (string Cb, ControlBlock Block) ReadElement(ref Cursor c)
    {
        var opcode = c.Constant(Words.Opcodes, "opcode");
        var cb = c.Name("the name of a control block");
        c.Expect('(');
        var block = Members(ref c, opcode);
        c.Expect(')');
        return (cb, block);
    }

    private static void Members(LineBuilder b, ControlBlock block)
    {
        b.Text("fd=").Fd(block.Fildes);
        if (block.Offset != 0) b.Key("offset").Number(block.Offset);
        if (block.Buf is not null) DataText.Print(b.Key("buf"), block.Buf);
        if (block.Nbytes != DefaultNbytes(block.Buf)) b.Key("nbytes").Number(block.Nbytes);
        if (block.Reqprio != 0) b.Key("reqprio").Number(block.Reqprio);
        if (block.SigEvent != SigEvent.None) SigEventText.Print(b.Key("sigevent"), block.SigEvent);
        if (block.Garbage) b.Comma().Text("garbage");
    }

    private static ulong DefaultNbytes(Data? buf) => (ulong)(buf?.Length ?? 0);

    private static ControlBlock Members(ref Cursor c, LioOpcode? opcode)
    {
        var (fd, offset, reqprio, garbage) = (default(Fd), 0L, 0, false);
        Data? buf = null;
        ulong? nbytes = null;
        var sigevent = SigEvent.None;
        var at = c.Here;
        uint seen = opcode is null ? 0 : 1u << 6;
        do
        {
            switch (c.Key(ref seen, s_members))
            {
                case 0: fd = c.Fd(); break;
                case 1: offset = c.Long("an offset"); break;
                case 2: buf = DataText.Read(ref c); break;
                case 3: nbytes = c.ULong("a length"); break;
                case 4: reqprio = c.Int("a priority"); break;
                case 5: sigevent = SigEventText.Read(ref c); break;
                case 6: opcode = c.Constant(Words.Opcodes, "opcode"); break;
                default: garbage = true; break;
            }
        }
        while (c.TakeComma());
        if ((seen & 1) == 0) throw c.Error(at, "a control block without a descriptor; expected fd=");
        return new ControlBlock
        {
            Fildes = fd,
            Offset = offset,
            Buf = buf,
            Nbytes = nbytes ?? DefaultNbytes(buf),
            Reqprio = reqprio,
            SigEvent = sigevent,
            LioOpcode = opcode ?? LioOpcode.LIO_READ,
            Garbage = garbage,
        };
    }
}

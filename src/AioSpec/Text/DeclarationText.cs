using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The lines at the head of both files: what the target declares, and the files at the start. Only what differs from the
/// defaults is written.
/// </summary>
internal static class DeclarationText
{
    private const PosixOptions AllOptions =
        PosixOptions.PIO | PosixOptions.SIO | PosixOptions.FSC | PosixOptions.MON | PosixOptions.TPS | PosixOptions.RTS;

    private static readonly NameTable<PosixOptions> s_options = new(PosixOptions.None);

    private static readonly string[] s_limits = ["AIO_LISTIO_MAX", "AIO_MAX", "AIO_PRIO_DELTA_MAX"];

    private static readonly string[] s_may = ["transfer-short", "exhaust", "crash"];

    /// <summary>In the order of their bits.</summary>
    private static readonly string[] s_liberties = ["short-cancel", "joint-cancel", "list-in-parts", "silent-refusal"];

    private static readonly string[] s_kinds = ["file", "directory", "character", "null-device", "zero-device", "full-device"];

    /// <summary>The first words of these lines.</summary>
    public static string[] Keywords { get; } =
        ["option", "limit", "pipe_buf", "pipe_capacity", "priority", "clock_resolution", "entry_time", "may", "profile", "liberty", .. s_kinds];

    public static void Print(LineBuilder b, Declaration d)
    {
        var none = Declaration.Default;
        if (d.Options != none.Options) Options(b, d.Options);
        if (d.ListioMax is { } listio) b.Text("limit AIO_LISTIO_MAX ").Number(listio).NewLine();
        if (d.AioMax is { } aio) b.Text("limit AIO_MAX ").Number(aio).NewLine();
        if (d.PrioDeltaMax != none.PrioDeltaMax) b.Text("limit AIO_PRIO_DELTA_MAX ").Number(d.PrioDeltaMax).NewLine();
        if (d.PipeBuf != none.PipeBuf) b.Text("pipe_buf ").Number(d.PipeBuf).NewLine();
        if (d.PipeCapacity != none.PipeCapacity) b.Text("pipe_capacity ").Number(d.PipeCapacity).NewLine();
        if (d.Priority != none.Priority) b.Text("priority ").Number(d.Priority).NewLine();
        if (d.ClockResolution != none.ClockResolution) b.Text("clock_resolution ").Duration(d.ClockResolution).NewLine();
        if (d.EntryTime != none.EntryTime) b.Text("entry_time ").Duration(d.EntryTime).NewLine();
        if (d.MayTransferShort) b.Text("may transfer-short").NewLine();
        if (d.MayExhaust) b.Text("may exhaust").NewLine();
        if (d.MayCrash) b.Text("may crash").NewLine();
        ProfileText.Print(b, d.Profile);
        for (var liberty = 0; liberty < s_liberties.Length; liberty++)
        {
            if (d.Liberties.HasFlag((Liberties)(1 << liberty))) b.Text("liberty ").Text(s_liberties[liberty]).NewLine();
        }
    }

    public static void Print(LineBuilder b, FileSpec file)
    {
        b.Text(s_kinds[(int)file.Kind]).Char(' ').Name(file.Path);
        if (file.Unknown) b.Text(" unknown");
        else if (file.Content.Length > 0 || file.Kind == FileKind.Regular) DataText.Print(b.Char(' '), file.Content);
        b.NewLine();
    }

    /// <summary>Reads one such line into the declaration or the files. False where it is another line.</summary>
    public static bool TryRead(ref Cursor c, ref Declaration declaration, List<FileSpec> files)
    {
        var keyword = Array.IndexOf(Keywords, c.PeekWord().ToString());
        if (keyword < 0) return false;
        c.Word("a keyword");
        if (keyword >= Keywords.Length - s_kinds.Length) files.Add(File(ref c, Keywords[keyword]));
        else declaration = Line(ref c, declaration, Keywords[keyword]);
        c.End();
        return true;
    }

    private static Declaration Line(ref Cursor c, Declaration d, string keyword) => keyword switch
    {
        "option" => d with { Options = Options(ref c) },
        "limit" => Limit(ref c, d),
        "pipe_buf" => d with { PipeBuf = c.Int("a number of bytes", 0) },
        "pipe_capacity" => d with { PipeCapacity = c.Int("a number of bytes", 0) },
        "priority" => d with { Priority = c.Int("a priority") },
        "clock_resolution" => d with { ClockResolution = c.Length() },
        "entry_time" => d with { EntryTime = c.Length() },
        "may" => Permit(ref c, d),
        "liberty" => d with { Liberties = d.Liberties | (Liberties)(1 << c.Choice("liberty", s_liberties)) },
        _ => d with { Profile = ProfileText.Read(ref c, d.Profile) },
    };

    private static Declaration Permit(ref Cursor c, Declaration d) => c.Choice("permission", s_may) switch
    {
        0 => d with { MayTransferShort = true },
        1 => d with { MayExhaust = true },
        _ => d with { MayCrash = true },
    };

    private static void Options(LineBuilder b, PosixOptions options)
    {
        b.Text("option");
        if ((options & AllOptions) == 0) b.Text(" none");
        foreach (var name in s_options.Names)
        {
            if (s_options.TryParse(name, out var option) && (options & option) != 0) b.Char(' ').Text(name);
        }

        b.NewLine();
    }

    private static PosixOptions Options(ref Cursor c)
    {
        var options = PosixOptions.None;
        if (c.TakeWord("none")) return options;
        do
        {
            var at = c.Here;
            var word = c.Word("an option");
            if (!s_options.TryParse(word, out var option)) throw c.Unknown(at, word, "option", [.. s_options.Names, "none"]);
            options |= option;
        }
        while (!c.AtEnd);
        return options;
    }

    private static Declaration Limit(ref Cursor c, Declaration d) => c.Choice("limit", s_limits) switch
    {
        0 => d with { ListioMax = LimitOrNone(ref c) },
        1 => d with { AioMax = LimitOrNone(ref c) },
        _ => d with { PrioDeltaMax = c.Int("a limit", 0) },
    };

    private static int? LimitOrNone(ref Cursor c) => c.TakeWord("none") ? null : c.Int("a limit or none", 0);

    private static FileSpec File(ref Cursor c, string kind)
    {
        var path = c.Name("a path");
        var unknown = c.TakeWord("unknown");
        var content = unknown || c.AtEnd ? Data.Empty : DataText.Read(ref c);
        return new FileSpec(path, (FileKind)Array.IndexOf(s_kinds, kind), content) { Unknown = unknown };
    }
}

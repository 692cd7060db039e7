using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>
/// The names that a history has for what a recording knows by address or number: control blocks, functions, threads, files.
/// Names are given in the order in which things first appear, so that the same recording has the same names.
/// </summary>
internal sealed class RecordedNames
{
    private readonly SortedDictionary<ulong, string> _blocks = [];
    private readonly SortedDictionary<ulong, string> _functions = [];
    private readonly SortedDictionary<ulong, string> _pointers = [];
    private readonly SortedDictionary<int, string> _threads = [];
    private readonly SortedDictionary<(ulong Device, ulong Inode), FileSpec> _files = [];
    private readonly SortedDictionary<(ulong Device, ulong Inode), string> _paths = [];
    private readonly SortedSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The names of an image's recording: all notes have to be seen, since a value may point to a block that is used later.</summary>
    public RecordedNames(IEnumerable<Note> notes)
    {
        foreach (var note in notes) See(note);
    }

    /// <summary>The files, in the order of their names.</summary>
    public ImmutableArray<FileSpec> Files => [.. _files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>The control block at an address.</summary>
    public string Block(ulong address) => NameOf(_blocks, address, "cb");

    /// <summary>The notification function at an address.</summary>
    public string Function(ulong address) => NameOf(_functions, address, "f");

    /// <summary>A thread: <c>main</c> is the one that the process started with.</summary>
    public string Thread(in Note note)
    {
        if (_threads.TryGetValue(note.Thread, out var name)) return name;
        name = note.Thread == note.Process ? "main" : Numbered("T", _threads.Count(t => t.Value != "main") + 1);
        return _threads[note.Thread] = name;
    }

    /// <summary>A sigval: a pointer where a block is there, or where it does not fit an int.</summary>
    public SigVal Value(ulong word)
    {
        if (_blocks.TryGetValue(word, out var block)) return SigVal.To(block);
        return word <= uint.MaxValue ? new SigVal((int)(uint)word) : SigVal.To(NameOf(_pointers, word, "p"));
    }

    /// <summary>The file behind a descriptor.</summary>
    public FileSpec File(in Identity identity)
    {
        var key = (identity.Device, identity.Inode);
        if (_files.TryGetValue(key, out var file)) return file;
        var path = _paths.TryGetValue(key, out var name) ? name : Numbered("file", _files.Count + 1);
        for (var i = 2; !_taken.Add(path); i++) path = Numbered($"{name ?? "file"}#", i);
        return _files[key] = new FileSpec(path, identity.Kind, Data.Empty) { Unknown = true };
    }

    private void See(in Note note)
    {
        switch (note.Kind)
        {
            case NoteKind.Read or NoteKind.Write or NoteKind.Fsync: SeeBlock(note.Words); break;
            case NoteKind.ListIo:
                for (var i = 0; i < note.Follow; i++) SeeBlock(note.Following(i));
                break;
            case NoteKind.Cancel: SeeFile(note.Words); break;
            case NoteKind.Named: _paths[(note[0], note[1])] = Path(note); break;
            default: break;
        }
    }

    private void SeeBlock(ReadOnlyMemory<ulong> words)
    {
        if (words.Span[0] == 0) return;
        Block(words.Span[0]);
        SeeFile(words);
    }

    private void SeeFile(ReadOnlyMemory<ulong> words)
    {
        if (Identity.Of(words) is { } identity) File(identity);
    }

    private static string Path(in Note note)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(note.Words.Span[Note.SlotWords..]);
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static string NameOf(SortedDictionary<ulong, string> names, ulong address, string prefix)
    {
        if (!names.TryGetValue(address, out var name)) names[address] = name = Numbered(prefix, names.Count + 1);
        return name;
    }

    private static string Numbered(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}

using AioSpec.Histories;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>A file by its path.</summary>
internal sealed record KnownPath(int Number, FileKind Kind, KnownFile? File, KnownStream? Stream);

/// <summary>The files of a history.</summary>
internal sealed class KnownFiles
{
    private readonly SortedDictionary<string, KnownPath> _paths = new(StringComparer.Ordinal);
    private readonly Declaration _declared;
    private int _descriptions;
    private int _files;

    private readonly Func<Promises, bool> _mustSurvive;

    public KnownFiles(HistoryHeader header, Func<Promises, bool> mustSurvive)
    {
        (_declared, _mustSurvive) = (header.Declaration, mustSurvive);
        foreach (var file in header.Files) Add(file.Path, file.Kind, file.Content, file.Unknown);
    }

    private bool Prioritized => OrderRules.Prioritizes(_declared);

    public KnownPath? Find(string path) => _paths.GetValueOrDefault(path);

    public IEnumerable<KnownPath> All => _paths.Values;

    /// <summary>What a successful open made.</summary>
    public KnownDescription Open(Open call)
    {
        var path = Find(call.Path) ?? Add(call.Path, FileKind.Regular, Data.Empty);
        return new KnownDescription
        {
            Is = new Description
            {
                Id = _descriptions++,
                File = path.Number,
                Path = call.Path,
                Type = path.Kind switch
                {
                    FileKind.Directory => FileType.Directory,
                    FileKind.Character => FileType.Character,
                    FileKind.NullDevice => FileType.NullDevice,
                    FileKind.ZeroDevice => FileType.ZeroDevice,
                    FileKind.FullDevice => FileType.FullDevice,
                    _ => FileType.Regular,
                },
                Flags = call.Flags,
                OffsetMaximum = call.OffsetMaximum ?? long.MaxValue,
            },
            File = path.File,
            Stream = path.Stream,
        };
    }

    /// <summary>What a successful pipe made.</summary>
    public (KnownDescription Read, KnownDescription Write) Pipe(Pipe call)
    {
        var capacity = call.Capacity > 0 ? call.Capacity : _declared.PipeCapacity;
        var stream = new KnownStream(capacity, _declared.PipeBuf, Prioritized, _declared.Profile.AppendsInOrder == true);
        var file = _files++;
        return (End(FileType.PipeReadEnd, OpenFlags.O_RDONLY), End(FileType.PipeWriteEnd, OpenFlags.O_WRONLY));

        KnownDescription End(FileType type, OpenFlags access) => new()
        {
            Is = new Description
            {
                Id = _descriptions++,
                File = file,
                Type = type,
                Flags = access | (call.Nonblock ? OpenFlags.O_NONBLOCK : 0),
            },
            Stream = stream,
            Offset = null,
        };
    }

    /// <summary>What a successful socketpair made: what goes into one comes out of the other.</summary>
    public (KnownDescription One, KnownDescription Other) Sockets(Socketpair call)
    {
        var (first, second) = (Way(), Way());
        var (firstFile, secondFile) = (_files++, _files++);
        return (End(firstFile, secondFile, first, second), End(secondFile, firstFile, second, first));

        KnownStream Way() => new(call.Capacity > 0 ? call.Capacity : _declared.PipeCapacity, 0, Prioritized, _declared.Profile.AppendsInOrder == true) { IsSocket = true };

        KnownDescription End(int file, int output, KnownStream inbound, KnownStream outbound) => new()
        {
            Is = new Description
            {
                Id = _descriptions++,
                File = file,
                Output = output,
                Type = FileType.Socket,
                Flags = OpenFlags.O_RDWR | (call.Nonblock ? OpenFlags.O_NONBLOCK : 0),
            },
            Stream = inbound,
            Output = outbound,
            Offset = null,
        };
    }

    /// <summary>A character special file: what it held at the start is the first that is read from it.</summary>
    private KnownStream Device(Data content, bool unknown)
    {
        var stream = new KnownStream(int.MaxValue, _declared.PipeBuf, Prioritized, _declared.Profile.AppendsInOrder == true) { IsUnknown = unknown };
        if (content.Length == 0) return stream;
        var first = stream.Begin(content, Moment.Start, null);
        (first.Sure, first.End) = (content.Length, Moment.Start);
        return stream;
    }

    private KnownFile Regular(string path, Extents content, bool unknown) => new(path, content, _declared.Profile.AppendsInOrder == true)
    {
        IsUnknown = unknown,
        Platter = _declared.MayCrash ? new KnownPlatter(content, _mustSurvive) : null,
    };

    private KnownPath Add(string path, FileKind kind, Data content, bool unknown = false)
    {
        var added = new KnownPath(
            _files++,
            kind,
            kind == FileKind.Regular ? Regular(path, Extents.Of(content), unknown) : null,
            kind == FileKind.Character ? Device(content, unknown) : null);
        _paths[path] = added;
        return added;
    }
}

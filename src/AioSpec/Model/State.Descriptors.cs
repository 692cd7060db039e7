namespace AioSpec.Model;

/// <content>Descriptors, open file descriptions and files.</content>
public sealed partial class State
{
    private const int FirstDescriptor = 3;

    internal Pool<DescriptionSlot> Descriptions;
    internal Pool<FileSlot> Files;

    /// <summary>The description of each descriptor, or None.</summary>
    internal List<int> Descriptors = [None, None, None];

    internal bool[] GatesOpen = [];

    /// <summary>How many files there are or were.</summary>
    public int FileSlots => Files.Used;

    /// <summary>The path of a file, or null where it is a pipe or no file any more.</summary>
    public string? PathOf(int file) => Files[file].InUse ? Files[file].Path : null;

    /// <summary>The file with this path, or -1.</summary>
    public int FileOf(string path) => FindFile(path);

    /// <summary>What a file is.</summary>
    public FileType TypeOf(int file) => Files[file].Type;

    /// <summary>The bytes of a file; of a stream those that nobody has read.</summary>
    public Extents ContentOf(int file) => Files[file].Head == 0 ? Files[file].Content : Extents.Of(Files[file].Unread);

    /// <summary>Whether a gate is open.</summary>
    public bool IsOpen(int gate) => gate < GatesOpen.Length && GatesOpen[gate];

    /// <summary>The description of a descriptor, or None where it is not open.</summary>
    internal int DescriptionOf(int fildes) => fildes >= 0 && fildes < Descriptors.Count ? Descriptors[fildes] : None;

    internal int FindFile(string path)
    {
        for (var i = 0; i < Files.Used; i++)
        {
            if (Files[i].InUse && Files[i].Path == path) return i;
        }

        return None;
    }

    internal int AddFile(string? path, FileType type, Extents content, long capacity)
    {
        var slot = Files.Take();
        Files[slot] = new FileSlot { InUse = true, Path = path, Type = type, Content = content, Capacity = capacity };
        if (type == FileType.Regular && Setting.Declared.MayCrash) Files[slot].Durable = Durability.Of(content);
        return slot;
    }

    /// <summary>A new description of a file, which nothing refers to yet.</summary>
    internal int AddDescription(int file, FileType end, OpenFlags flags, long offsetMaximum, int output = None)
    {
        var slot = Descriptions.Take();
        var info = new Description
        {
            Id = slot,
            File = file,
            Output = output,
            Path = Files[file].Path,
            Type = end,
            Flags = flags,
            OffsetMaximum = offsetMaximum,
        };
        Descriptions[slot] = new DescriptionSlot { Info = info };
        Files[file].Descriptions++;
        if (output >= 0) Files[output].Descriptions++;
        return slot;
    }

    /// <summary>Lets a descriptor refer to a description: the lowest free number, or the one asked for.</summary>
    internal int AddDescriptor(int description, int number = None)
    {
        if (number < 0) number = LowestFree();
        while (Descriptors.Count <= number) Descriptors.Add(None);
        Descriptors[number] = description;
        Descriptions[description].References++;
        CountEnd(description, 1);
        return number;
    }

    /// <summary>Closes a descriptor. Returns the description it referred to, which may be gone.</summary>
    internal int RemoveDescriptor(int number)
    {
        var description = Descriptors[number];
        Descriptors[number] = None;
        CountEnd(description, -1);
        ReleaseDescription(description);
        return description;
    }

    internal void ReleaseDescription(int description)
    {
        if (description < 0 || --Descriptions[description].References > 0) return;
        var info = Descriptions[description].Info!;
        Descriptions[description] = default;
        Descriptions.Give(description);
        ReleaseFile(info.File);
        if (info.Output != info.File) ReleaseFile(info.Output);
    }

    private void ReleaseFile(int file)
    {
        if (--Files[file].Descriptions > 0 || Files[file].Path is not null) return;
        Files[file] = default;
        Files.Give(file);
    }

    private void CountEnd(int description, int change)
    {
        ref var slot = ref Descriptions[description];
        if (slot.Info!.Type is FileType.PipeReadEnd or FileType.Socket) Files[slot.Info.File].Readers += change;
        if (slot.Info.Type is FileType.PipeWriteEnd or FileType.Socket) Files[slot.Info.Output].Writers += change;
    }

    private int LowestFree()
    {
        for (var number = FirstDescriptor; number < Descriptors.Count; number++)
        {
            if (Descriptors[number] == None) return number;
        }

        return Math.Max(FirstDescriptor, Descriptors.Count);
    }
}

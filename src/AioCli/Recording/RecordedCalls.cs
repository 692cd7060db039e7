using System.Collections.Immutable;
using AioSpec;
using AioSpec.Programs;

namespace AioCli.Recording;

/// <summary>The call that a note tells of.</summary>
internal sealed class RecordedCalls(RecordedNames names)
{
    private const int RestartFlag = 0x10000000;

    /// <summary>The call; null where the note is about something else.</summary>
    public Call? Of(in Note note) => note.Kind switch
    {
        NoteKind.Read => new AioRead(names.Block(note[0]), Block(note.Words)),
        NoteKind.Write => new AioWrite(names.Block(note[0]), Block(note.Words)),
        NoteKind.Fsync => new AioFsync((SyncOperation)High(note[5]), names.Block(note[0]), Block(note.Words)),
        NoteKind.ListIo => List(note),
        NoteKind.Error => new AioError(names.Block(note[0])),
        NoteKind.Return => new AioReturn(names.Block(note[0])),
        NoteKind.Suspend => Suspend(note),
        NoteKind.Cancel => new AioCancel(new Fd((int)note[0]), note[1] == 0 ? null : names.Block(note[1])),
        NoteKind.Sigaction => new Sigaction(
            new Signo((int)note[0]), (Disposition)note[1], null, ((int)(uint)note[2] & RestartFlag) != 0, note[3] != 0),
        NoteKind.Sigwait => new Sigwait(Signals(note[0]), note[1] == 0 ? null : new Timespec((long)note[2], (long)note[3])),
        _ => null,
    };

    /// <summary>The signals of a set, bit n - 1 for number n.</summary>
    public static ImmutableArray<Signo> Signals(ulong bits) =>
        [.. Enumerable.Range(1, Signo.RealTimeMax).Where(n => (bits >> (n - 1) & 1) != 0).Select(n => new Signo(n))];

    private static int Low(ulong word) => (int)(uint)word;

    private static int High(ulong word) => (int)(word >> 32);

    private ControlBlock Block(ReadOnlyMemory<ulong> words)
    {
        var word = words.Span;
        return new ControlBlock
        {
            Fildes = new Fd(Low(word[1])),
            Reqprio = High(word[1]),
            Offset = (long)word[2],
            Nbytes = word[3],
            LioOpcode = (LioOpcode)Low(word[5]),
            SigEvent = Event(word[6], word[7], word[8]),
        };
    }

    private SigEvent Event(ulong kind, ulong value, ulong function) => (SigEventNotify)Low(kind) switch
    {
        SigEventNotify.SIGEV_NONE => SigEvent.None,
        SigEventNotify.SIGEV_SIGNAL => SigEvent.Signal(new Signo(High(kind)), names.Value(value)),
        SigEventNotify.SIGEV_THREAD => SigEvent.Thread(names.Function(function), names.Value(value)),
        var other => new SigEvent { Notify = other },
    };

    private LioListio List(in Note note)
    {
        var list = ImmutableArray.CreateBuilder<ListElement?>();
        for (var i = 0; i < note.Follow; i++)
        {
            var words = note.Following(i);
            list.Add(words.Span[0] == 0 ? null : new ListElement(names.Block(words.Span[0]), Block(words)));
        }

        return new LioListio((LioMode)Low(note[0]), list.ToImmutable(), note[1] == 0 ? null : Event(note[2], note[3], note[4]));
    }

    private AioSuspend Suspend(in Note note)
    {
        var list = ImmutableArray.CreateBuilder<string?>();
        for (var i = 0; i < Math.Max(0, (int)note[0]); i++)
        {
            var address = note.Words.Span[Note.SlotWords + i];
            list.Add(address == 0 ? null : names.Block(address));
        }

        return new AioSuspend(list.ToImmutable(), note[1] == 0 ? null : new Timespec((long)note[2], (long)note[3]));
    }
}

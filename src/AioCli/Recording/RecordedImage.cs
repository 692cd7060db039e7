namespace AioCli.Recording;

/// <summary>
/// A program that a process ran: from its start, a fork or an exec to its end or the next exec. Each is judged by itself: a
/// child has none of its parent's requests, a new image none of the old one's (CLOSE-07, CLOSE-09).
/// </summary>
/// <param name="Process">The process, by number.</param>
/// <param name="Generation">Which of its images, from 0.</param>
internal sealed record RecordedImage(int Process, int Generation)
{
    /// <summary>The images of a recording that made a call of aio.h, in the order of their first.</summary>
    public static List<RecordedImage> Of(RecordLog log)
    {
        var images = new List<RecordedImage>();
        foreach (var (image, note) in Assigned(log))
        {
            if (note.Kind is >= NoteKind.Read and <= NoteKind.Cancel && !images.Contains(image)) images.Add(image);
        }

        return images;
    }

    /// <summary>The notes of this image.</summary>
    public IEnumerable<Note> Notes(RecordLog log) => Assigned(log).Where(a => a.Image == this).Select(a => a.Note);

    private static IEnumerable<(RecordedImage Image, Note Note)> Assigned(RecordLog log)
    {
        var current = new SortedDictionary<int, RecordedImage>();
        foreach (var note in log.Notes())
        {
            var former = current.GetValueOrDefault(note.Process);
            var image = former is null || note.Kind == NoteKind.Started ? new RecordedImage(note.Process, former?.Generation + 1 ?? 0) : former;
            current[note.Process] = image;
            yield return (image, note);
        }
    }
}

using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>The classes of one lio_listio.</summary>
internal static class ListClasses
{
    public static void Collect(LioListio list, Declaration declared, ISet<string> reached)
    {
        if (list.Mode is not (LioMode.LIO_WAIT or LioMode.LIO_NOWAIT))
        {
            reached.Add("mode:invalid");
            return;
        }

        foreach (var shape in Shapes(list, declared)) reached.Add(ProgramClasses.Pair(list.Mode.ToString(), shape));
        reached.Add(ProgramClasses.Pair(list.Mode.ToString(), Notification(list.Sig)));
        if (list.SigReusedFor is not null) reached.Add(ProgramClasses.Pair(list.Mode.ToString(), "sig:reused"));
    }

    private static IEnumerable<string> Shapes(LioListio list, Declaration declared)
    {
        var elements = list.List.OfType<ListElement>().ToList();
        var operations = Mentions.SubmissionsOf(list).Count();
        if (list.List.IsEmpty) yield return "list:empty";
        if (elements.Count < list.List.Length) yield return "list:NULL-element";
        if (operations < elements.Count) yield return "list:NOP";
        if (operations == 0) yield return "list:nothing-to-do";
        if (operations == 1) yield return "list:one";
        if (operations > 1) yield return "list:many";
        if (elements.Exists(e => !Enum.IsDefined(e.Block.LioOpcode))) yield return "list:invalid-opcode";
        if (Mentions.SubmissionsOf(list).Any(s => s.Block.Fildes.Name is null)) yield return "list:bad-descriptor";
        if (list.List.Length > declared.ListioMax) yield return "list:over-AIO_LISTIO_MAX";
    }

    private static string Notification(SigEvent? sig) => sig?.Notify switch
    {
        null => "sig:NULL",
        SigEventNotify.SIGEV_NONE => "sig:none",
        SigEventNotify.SIGEV_SIGNAL => sig.Signo.IsValid ? "sig:signal" : "sig:odd-signal",
        SigEventNotify.SIGEV_THREAD => "sig:thread",
        SigEventNotify.SIGEV_THREAD_ID => "sig:THREAD_ID",
        _ => "sig:odd-kind",
    };
}

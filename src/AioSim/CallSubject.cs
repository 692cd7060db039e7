using AioSpec.Programs;
using AioSpec.Text;

namespace AioSim;

/// <summary>A call, told without what changes when sizes, lists and times do: its name, and the control block that it is about.</summary>
public static class CallSubject
{
    /// <summary>What it is told as.</summary>
    public static string Of(Call call) => call switch
    {
        AioError c => Of(call, c.Cb),
        AioReturn c => Of(call, c.Cb),
        AioRead c => Of(call, c.Cb),
        AioWrite c => Of(call, c.Cb),
        AioFsync c => Of(call, c.Cb),
        AioCancel { Cb: { } cb } => Of(call, cb),
        Look c => Of(call, c.Cb),
        _ => VerbOf(call),
    };

    /// <summary>Its name with this behind it.</summary>
    internal static string Of(Call call, string about) => $"{VerbOf(call)} {about}";

    private static string VerbOf(Call call)
    {
        var text = CallText.Print(call);
        return text[..text.IndexOf('(', StringComparison.Ordinal)];
    }
}

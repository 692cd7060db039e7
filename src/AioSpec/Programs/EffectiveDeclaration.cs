namespace AioSpec.Programs;

/// <summary>What a program declares, with what its device script does to the target: that is declared, too.</summary>
internal static class EffectiveDeclaration
{
    public static Declaration Of(Program program) => program.Declaration with
    {
        MayTransferShort = program.Declaration.MayTransferShort || Shortens(program.Device),
        MayExhaust = program.Declaration.MayExhaust || Exhausts(program.Device),
        MayCrash = program.Declaration.MayCrash || Crashes(program.Device),
    };

    /// <summary>A transfer of a regular file may end early.</summary>
    public static bool Shortens(DeviceScript device) => device.Rules.Any(rule => rule.Short is not null || rule.Fail is Errno.EFBIG);

    /// <summary>A submission may be refused for want of resources.</summary>
    public static bool Exhausts(DeviceScript device) => device.Rules.Any(rule => rule.Fail is Errno.EAGAIN);

    /// <summary>The system may crash.</summary>
    public static bool Crashes(DeviceScript device) => device.Crash is not null;
}

using AioSpec;
using AioSpec.Programs;

namespace AioSim;

/// <summary>What a program declares, with what its device script does to the target: that is declared, too.</summary>
internal static class EffectiveDeclaration
{
    public static Declaration Of(Program program) => program.Declaration with
    {
        MayTransferShort = program.Declaration.MayTransferShort
            || program.Device.Rules.Any(rule => rule.Short is not null || rule.Fail is Errno.EFBIG),
        MayExhaust = program.Declaration.MayExhaust || program.Device.Rules.Any(rule => rule.Fail is Errno.EAGAIN),
        MayCrash = program.Declaration.MayCrash || program.Device.Crash is not null,
    };
}

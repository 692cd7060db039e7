using AioSpec;
using AioSpec.Programs;

namespace AioSim;

/// <content>What POSIX leaves undefined is a mistake in the program, and told as one (UNDEF).</content>
internal sealed partial class Simulation
{
    private void CheckUse(SimulatedThread thread, CallSite site)
    {
        switch (site.Role)
        {
            case BlockRole.Submit: CheckUnused(site, site.Prepared.Block); break;
            case BlockRole.SubmitList: CheckElements(site, (LioListio)site.Prepared.Call); break;
            case BlockRole.Store: CheckOwned(site, "stored into"); break;
            case BlockRole.Free: CheckOwned(site, "freed"); break;
            case BlockRole.Ask or BlockRole.AskStatus when _state.IsFreed(site.Prepared.Block):
                throw new ProgramException($"The control block '{NameOf(site.Prepared.Block)}' was freed.", site.Place);
            case BlockRole.Leave when thread.Depth < 2:
                throw new ProgramException("siglongjmp is called outside of a signal handler.", site.Place);
            default: break;
        }
    }

    private void CheckElements(CallSite site, LioListio call)
    {
        for (var i = 0; i < call.List.Length; i++)
        {
            if (call.List[i] is { Block.LioOpcode: not LioOpcode.LIO_NOP }) CheckUnused(site, site.Prepared.List[i]);
        }
    }

    private void CheckUnused(CallSite site, int block)
    {
        if (!_state.InProgress(block)) return;
        throw new ProgramException($"The control block '{NameOf(block)}' is submitted again while it is in progress.", site.Place);
    }

    private void CheckOwned(CallSite site, string what)
    {
        if (!_state.InProgress(site.Prepared.Block)) return;
        throw new ProgramException($"The buffer of '{NameOf(site.Prepared.Block)}' is {what} while its request is in progress.", site.Place);
    }

    private string NameOf(int block) => _setting.Blocks[block];
}

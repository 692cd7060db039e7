using System.Runtime.ExceptionServices;
using AioSim;
using AioSim.Exploration;
using AioSpec.Programs;

namespace AioCli.Exploring;

/// <summary>One part of the exploration of one program.</summary>
internal sealed class WorkItem(Program program, ExplorationOptions options, Action done)
{
    /// <summary>How far it is.</summary>
    public ExplorationProgress Progress { get; private set; }

    /// <summary>What it has found; null while it is at work, and where the program cannot be performed.</summary>
    public ExplorationResult? Result { get; private set; }

    /// <summary>Why the program cannot be performed.</summary>
    public ProgramException? Mistake { get; private set; }

    /// <summary>A mistake of ours; to be thrown where somebody hears it.</summary>
    public ExceptionDispatchInfo? Fault { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="goesOn">Asked now and then; false ends it with what was found so far.</param>
    public void Perform(Func<ExplorationProgress, bool> goesOn)
    {
        try
        {
            Result = Explorer.Explore(program, options with
            {
                Progress = progress =>
                {
                    Progress = progress;
                    return goesOn(progress);
                },
            });
        }
        catch (ProgramException mistake)
        {
            Mistake = mistake;
        }
#pragma warning disable CA1031 // Whatever it is: it is thrown again on the thread that prints.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Fault = ExceptionDispatchInfo.Capture(fault);
        }
        finally
        {
            done();
        }
    }
}

using AioSpec.Model;

namespace AioSim.Exploration;

/// <summary>A step by what it is about, not by numbers of slots: so that it can be found in another run that came the same way.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Actor">The thread, the control block, or the list by the control block of its first element.</param>
/// <param name="Detail">The signal; or how far a notification function is, or whether its control block still stands for the request.</param>
/// <param name="Outcomes">The outcomes that are chosen in the step.</param>
/// <param name="GoesOn">How often before it the run went on where it could have crashed.</param>
internal sealed record Way(StepKind Kind, string Actor, long Detail, Outcome[] Outcomes, int GoesOn = 0);

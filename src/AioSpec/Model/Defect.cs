namespace AioSpec.Model;

/// <summary>
/// A deliberate mistake of the machine: the one place where tests make it break a requirement, so that it is seen that the
/// judge notices. Without one, which is always outside of tests, the machine asks nobody.
/// </summary>
internal abstract class Defect
{
    /// <summary>Whether the machine takes an outcome or a step for permitted.</summary>
    public virtual bool Permits(Machine machine, Rule rule, in Scope scope) => rule.Permits(machine.State, scope);

    /// <summary>A thread calls; what the call does comes after this.</summary>
    public virtual void Begins(Machine machine, int thread, PreparedCall call)
    {
    }

    /// <summary>What the program gets for an answer.</summary>
    public virtual Answer Answers(Machine machine, int thread, PreparedCall call, Answer answer) => answer;

    /// <summary>Whether a waiting call can return, where the machine would let it.</summary>
    public virtual bool MayReturn(Machine machine, int thread) => true;

    /// <summary>Whether a request can go on, where the machine would let it.</summary>
    public virtual bool MayGoOn(Machine machine, int request) => true;

    /// <summary>The bytes of a request are about to move.</summary>
    public virtual void Transfers(Machine machine, int request)
    {
    }

    /// <summary>The bytes of a request have moved: its return status and its error status.</summary>
    public virtual (long Result, Errno Errno) Transferred(Machine machine, int request, long result, Errno errno) => (result, errno);

    /// <summary>The status of a request is about to become final.</summary>
    public virtual void Completes(Machine machine, int request)
    {
    }

    /// <summary>The notification that comes for a request, or for a list: request -1; null is none.</summary>
    public virtual SigEvent? Notifies(Machine machine, int request, SigEvent sigevent) => sigevent;

    /// <summary>Whether the notification that has just come is due once more.</summary>
    public virtual bool Repeats(Machine machine, int request) => false;
}

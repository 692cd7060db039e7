using AioEngine.Backends;
using AioSpec;

namespace AioEngine.Tests.Core;

/// <summary>A backend that does what the test says: it keeps what is pushed, in order, and answers when it is told to.</summary>
internal sealed unsafe class ScriptedBackend : IIoBackend
{
    private readonly Queue<(nint Request, long Result)> _answers = [];

    /// <summary>What was pushed and not answered, oldest first.</summary>
    internal List<nint> Running { get; } = [];

    /// <summary>Descriptors that are held, each as often as it is.</summary>
    internal List<int> Held { get; } = [];

    /// <summary>What <see cref="Hold"/> says instead of a descriptor.</summary>
    internal Errno HoldError { get; set; }

    /// <summary>What a number is now.</summary>
    internal Func<int, FileFacts> FileOf { get; set; } = fildes => new FileFacts(1, (ulong)fildes, CoreBench.File);

    /// <summary>What other threads do between the look at a number and its hold; once.</summary>
    internal Action Meanwhile { get; set; } = () => { };

    /// <summary>The engine has ended it.</summary>
    internal bool IsDisposed { get; private set; }

    /// <summary>How often somebody has looked for completions, reaped or flushed after that.</summary>
    internal int LooksAfterEnd { get; private set; }

    internal CancelAnswer CancelAnswer { get; set; } = CancelAnswer.Refused;

    public string Name => "scripted";

    public bool HasCompletions
    {
        get
        {
            NoteLook();
            return _answers.Count > 0;
        }
    }

    internal void Answer(NativeAiocb* request, long result)
    {
        Assert.True(Running.Remove((nint)request), "It was not pushed, or is answered twice.");
        lock (_answers) _answers.Enqueue(((nint)request, result));
    }

    public Errno Identify(int fildes, out FileFacts facts)
    {
        facts = FileOf(fildes);
        return Errno.None;
    }

    /// <summary>What other threads do while it is asked whether reads can be tried; once.</summary>
    internal Action WhileLooking { get; set; } = () => { };

    public bool CanTryNow(int fildes)
    {
        var whileLooking = WhileLooking;
        WhileLooking = () => { };
        whileLooking();
        return false;
    }

    public bool TryNow(NativeAiocb* request, int fildes, out long result)
    {
        result = 0;
        return false;
    }

    public int Hold(int fildes)
    {
        if (HoldError != Errno.None) return -(int)HoldError;
        var meanwhile = Meanwhile;
        Meanwhile = () => { };
        meanwhile();
        Held.Add(fildes + 1000);
        return fildes + 1000;
    }

    public bool IsOf(int held, in FileFacts facts) => FileOf(held - 1000).Inode == facts.Inode;

    public bool IsSame(int held, int fildes) => held == fildes + 1000;

    public void Release(int held) => Assert.True(Held.Remove(held));

    public int Register(int held) => 0;

    public void Unregister(int registration)
    {
    }

    public void Push(NativeAiocb* request) => Running.Add((nint)request);

    public void Flush()
    {
        NoteLook();
        var whileFlushing = WhileFlushing;
        WhileFlushing = () => { };
        whileFlushing();
        lock (Flushed) Flushed.AddRange(Running.Except(Flushed));
    }

    /// <summary>What keeps the thread that flushes next; once.</summary>
    internal Action WhileFlushing { get; set; } = () => { };

    /// <summary>What was flushed.</summary>
    internal List<nint> Flushed { get; } = [];

    public bool TryReap(out NativeAiocb* request, out long result)
    {
        NoteLook();
        (nint Request, long Result) answer;
        bool any;
        lock (_answers) any = _answers.TryDequeue(out answer);
        request = (NativeAiocb*)answer.Request;
        result = answer.Result;
        return any;
    }

    /// <summary>How many requests were asked to end.</summary>
    internal int Canceled { get; private set; }

    /// <summary>What other threads do while it is asked to end a request.</summary>
    internal Action WhileCanceling { get; set; } = () => { };

    CancelAnswer IIoBackend.Cancel(NativeAiocb* request)
    {
        Canceled++;
        WhileCanceling();
        return CancelAnswer;
    }

    public void PrepareWait(int completions)
    {
    }

    public void Wait(long nanoseconds)
    {
    }

    public void Kick()
    {
    }

    public void Dispose() => IsDisposed = true;

    private void NoteLook()
    {
        if (IsDisposed) LooksAfterEnd++;
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Model;

namespace AioSim;

/// <summary>
/// The trace of a run: a hash over every decision and every event, and for a sink the events themselves. Where there is no
/// sink no event is made.
/// </summary>
internal sealed class Trace(IEventSink? sink)
{
    private StableHash _hash;

    private enum Word
    {
        Invoke = 1, Return, SignalCaught, HandlerReturned, CallbackStarted, CallbackReturned, ThreadEnded, FinalFile, End, Crash,
    }

    /// <summary>Whether anybody takes events.</summary>
    public bool HasSink => sink is not null;

    /// <summary>The hash as it is now, in 16 hexadecimal digits.</summary>
    public string Hash => _hash.Value.ToString("x16", CultureInfo.InvariantCulture);

    public void Begin(HistoryHeader header) => sink?.Begin(header);

    /// <summary>A choice: which of how many.</summary>
    public void Decision(int index, int count) => _hash.Add(((long)count << 32) | (uint)index);

    public void Invoke(long time, SimulatedThread thread, CallSite site)
    {
        _hash.Add(Head(Word.Invoke, thread.Id), time, unchecked((long)site.Hash));
        sink?.Add(new Invoke(time, thread.Name, site.Prepared.Call));
    }

    public void Return(long time, SimulatedThread thread, in Answer answer)
    {
        _hash.Add(Head(Word.Return, thread.Id), time, answer.Value, Errnos(answer));
        if (!answer.IsBare) AddBrought(answer);
        sink?.Add(new Return(time, thread.Name, answer.ToResult()));
    }

    /// <summary>A call of nobody's thread: the observer at the end.</summary>
    public void Observe(long time, PreparedCall call, Answer answer)
    {
        Add(Word.Invoke, time, -1);
        _hash.Add(call.Block, answer.Value, Errnos(answer));
        if (!answer.IsBare) AddBrought(answer);
        sink?.Add(new Invoke(time, "-", call.Call));
        sink?.Add(new Return(time, "-", answer.ToResult()));
    }

    public void SignalCaught(long time, SimulatedThread thread, in PendingSignal signal)
    {
        Add(Word.SignalCaught, time, thread.Id);
        AddSignal(signal);
        sink?.Add(new SignalCaught(time, thread.Name, signal.Signo, signal.Code, signal.Value));
    }

    public void HandlerReturned(long time, SimulatedThread thread)
    {
        Add(Word.HandlerReturned, time, thread.Id);
        sink?.Add(new HandlerReturned(time, thread.Name));
    }

    public void CallbackStarted(long time, SimulatedThread thread, SigVal value)
    {
        Add(Word.CallbackStarted, time, thread.Id);
        CallHash.Add(ref _hash, value);
        sink?.Add(new CallbackStarted(time, thread.Name, thread.Top.Body.Name, value));
    }

    public void CallbackReturned(long time, SimulatedThread thread)
    {
        Add(Word.CallbackReturned, time, thread.Id);
        sink?.Add(new CallbackReturned(time, thread.Name));
    }

    public void ThreadEnded(long time, SimulatedThread thread, bool canceled)
    {
        Add(Word.ThreadEnded, time, thread.Id);
        _hash.Add(canceled);
        sink?.Add(new ThreadEnded(time, thread.Name, canceled));
    }

    public void Crashed(long time)
    {
        Add(Word.Crash, time, 0);
        sink?.Add(new SystemCrashed(time));
    }

    public void FinalFile(long time, string path, Data content)
    {
        Add(Word.FinalFile, time, 0);
        _hash.Add(path);
        CallHash.Add(ref _hash, content);
        sink?.Add(new FinalFile(time, path, content));
    }

    public void End(long time, EndKind kind, Signo signo)
    {
        Add(Word.End, time, ((long)signo.Number << 8) | (long)kind);
        sink?.Add(new End(time, kind, signo));
    }

    private void Add(Word word, long time, long subject)
    {
        _hash.Add(Head(word, subject));
        _hash.Add(time);
    }

    private static long Head(Word word, long subject) => (subject << 4) | (long)word;

    private static long Errnos(in Answer answer) => answer.IsBare ? 0 : (long)answer.Errno | ((long)answer.Second << 16);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddBrought(in Answer answer)
    {
        if (answer.Bytes is { } bytes) CallHash.Add(ref _hash, bytes);
        else if (answer.Signal is { } signal) AddSignal(signal);
    }

    private void AddSignal(in PendingSignal signal)
    {
        _hash.Add(signal.Signo.Number + ((long)signal.Code << 32));
        CallHash.Add(ref _hash, signal.Value);
    }
}

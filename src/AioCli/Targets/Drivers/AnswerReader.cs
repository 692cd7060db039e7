using System.Collections.Immutable;
using AioSpec;
using AioSpec.Histories;
using AioSpec.Programs;

namespace AioCli.Targets.Drivers;

/// <summary>Makes the events of a history from the lines of a driver's answer.</summary>
internal sealed class AnswerReader
{
    private const int Handler = -1;

    private readonly Script _script;
    private readonly ToldBytes _bytes;
    private readonly DriverThreads _threads;
    private readonly Expecting _expecting;
    private readonly PlainSignals _plain;
    private readonly ImmutableArray<Event>.Builder _events = ImmutableArray.CreateBuilder<Event>();

    /// <summary>An answer to this script.</summary>
    public AnswerReader(Script script)
    {
        _script = script;
        _bytes = new ToldBytes(Statements.Calls(script.Program).SelectMany(Written).Concat(script.Program.Files.Select(f => f.Content)));
        _threads = new DriverThreads(script.Program);
        _expecting = new Expecting(script.Program);
        _plain = new PlainSignals(script.Program);
    }

    /// <summary>The time of the latest event.</summary>
    public long Now { get; private set; }

    /// <summary>The events so far.</summary>
    public ImmutableArray<Event> Events => _events.ToImmutable();

    /// <summary>Whether what the program expects has come true.</summary>
    public Expecting Expecting => _expecting;

    /// <summary>The threads that have not ended.</summary>
    public IEnumerable<string> Blocked => _threads.Alive;

    /// <summary>Takes a line.</summary>
    /// <exception cref="FormatException">It is not of the protocol.</exception>
    public void Add(ReadOnlySpan<char> line)
    {
        var words = new AnswerWords(line);
        var time = words.Number();
        if (time < Now) throw new FormatException("time goes back");
        Now = time;
        var thread = words.Next();
        if (thread.SequenceEqual("-")) AddOfProcess(ref words);
        else AddOfThread(ref words, (int)AnswerWords.NumberOf(thread));
        if (!words.AtEnd) throw new FormatException("the line does not end where it should");
    }

    /// <summary>The end.</summary>
    public void End(EndKind kind, Signo signo = default) => _events.Add(new End(Now, kind, signo));

    private static IEnumerable<Data> Written(Call call) => call switch
    {
        AioWrite { Block.Buf: { } data } => [data],
        AioRead { Block.Buf: { } data } => [data],
        LioListio c => c.List.Select(e => e?.Block.Buf).OfType<Data>(),
        Write c => [c.Bytes],
        Pwrite c => [c.Bytes],
        Poison c => [c.Bytes],
        _ => [],
    };

    private void AddOfProcess(ref AnswerWords words)
    {
        var mark = words.Next();
        if (mark.SequenceEqual("final"))
        {
            var file = new FinalFile(Now, _script.Paths[words.Index(_script.Paths.Length, "path")], _bytes.Read(words.Next()));
            _expecting.Final(file);
            _events.Add(file);
            return;
        }

        if (!mark.SequenceEqual("?")) throw new FormatException("an event of the process is 'final' or '?'");
        var cb = _script.Objects[words.Index(_script.Objects.Length, "control block")];
        _events.Add(new Invoke(Now, "-", new AioError(cb)));
        var call = new AioError(cb);
        var result = Result(ref words, call);
        _events.Add(new Return(Now, "-", result));
        _expecting.Told(call, result);
    }

    private void AddOfThread(ref AnswerWords words, int number)
    {
        var mark = words.Next();
        if (mark.Length != 1) throw new FormatException("an event is one of > < ! * . x");
        switch (mark[0])
        {
            case '>': Invoke(ref words, number); break;
            case '<': Return(ref words, number); break;
            case '!': Caught(ref words, number); break;
            case '*': Callback(ref words, number); break;
            case '.': Leave(number); break;
            case 'x': Ended(ref words, number); break;
            default: throw new FormatException("an event is one of > < ! * . x");
        }
    }

    private void Invoke(ref AnswerWords words, int number)
    {
        var site = words.Index(_script.Sites.Length, "instruction");
        if (_script.Sites[site] is not { } perform) throw new FormatException($"instruction {site} is no call");
        var fds = new Queue<int>();
        while (!words.AtEnd) fds.Enqueue((int)words.Number());
        var call = CallDescriptors.Replace(perform.Call, _ => new Fd(fds.TryDequeue(out var fd) ? fd : throw new FormatException("a descriptor is missing")));
        var thread = _threads[number];
        _events.Add(new Invoke(Now, thread.Name, call));
        _plain.Sent(call);
        if (call is Siglongjmp) thread.Jump();
        else if (call is Exit or Exec && number < _script.Program.Threads.Length) _threads.EndAll();
        else thread.Open.Push(site);
    }

    private void Return(ref AnswerWords words, int number)
    {
        var thread = _threads[number];
        var site = thread.Open.TryPop(out var open) && open != Handler ? _script.Sites[open] : null;
        if (site is null && !thread.IsNew) throw new FormatException("nothing is there to return from");
        var result = Result(ref words, site?.Call ?? new Fork());
        thread.IsNew = false;
        _events.Add(new Return(Now, thread.Name, result));
        if (site is not null) _expecting.Returned(site, result, thread.Name, Now);
    }

    private Result Result(ref AnswerWords words, Call call)
    {
        var value = FunctionValue(words.Next());
        if (value == -1) return words.AtEnd ? new Result(-1) : new Result(-1, words.Error());
        var result = new Result(value);
        return call switch
        {
            Pipe or Socketpair when !words.AtEnd => result with { Second = (int)words.Number() },
            Sigwait when !words.AtEnd => result with { Code = words.Code(), SigValue = words.Value(_script.Objects) },
            _ when !words.AtEnd => result with { Bytes = _bytes.Read(words.Next()) },
            _ => result,
        };
    }

    private static long FunctionValue(ReadOnlySpan<char> word)
    {
        if (word is ['E', ..] && Enum.TryParse<Errno>(word, out var errno)) return (long)errno;
        if (word is ['A', ..] && Enum.TryParse<AioCancelResult>(word, out var answer)) return (long)answer;
        if (word is ['S', ..] && Signo.TryParse(word.ToString(), out var signo)) return signo.Number;
        return AnswerWords.NumberOf(word);
    }

    private void Caught(ref AnswerWords words, int number)
    {
        var signo = words.Signal();
        var (code, value) = words.AtEnd ? (_plain.CodeOf(signo), default) : (words.Code(), words.Value(_script.Objects));
        var thread = _threads[number];
        thread.Open.Push(Handler);
        (thread.IsForeign, thread.IsNew) = (thread.IsForeign || thread.IsNew, false);
        _events.Add(new SignalCaught(Now, thread.Name, signo, code, value));
        _expecting.Notified(signo, null, value);
    }

    private void Callback(ref AnswerWords words, int number)
    {
        var function = _script.Program.Functions[words.Index(_script.Program.Functions.Length, "function")].Name;
        var value = words.Value(_script.Objects);
        var thread = _threads.Callback(number);
        _events.Add(new CallbackStarted(Now, thread.Name, function, value));
        _expecting.Notified(default, function, value);
    }

    private void Leave(int number)
    {
        var thread = _threads[number];
        if (thread.Open.TryPeek(out var open) && open == Handler)
        {
            thread.Open.Pop();
            _events.Add(new HandlerReturned(Now, thread.Name));
        }
        else if (thread.IsCallback)
        {
            thread.HasEnded = true;
            _events.Add(new CallbackReturned(Now, thread.Name));
        }
        else
        {
            throw new FormatException("no handler and no notification function runs there");
        }
    }

    private void Ended(ref AnswerWords words, int number)
    {
        var canceled = !words.AtEnd && words.Next().SequenceEqual("canceled");
        _threads[number].HasEnded = true;
        _events.Add(new ThreadEnded(Now, _threads[number].Name, canceled));
    }
}

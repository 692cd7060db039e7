using System.Collections.Immutable;
using AioSpec.FsCheck.Validity;
using AioSpec.Programs;

namespace AioSpec.FsCheck.Classes;

/// <summary>Walks the bodies of a program and notes the classes of its calls.</summary>
internal sealed class ClassWalk(Program program, ISet<string> reached)
{
    private readonly ProgramFacts _facts = FactCollector.Collect(program);
    private readonly HashSet<string> _handlers = [.. Mentions.Calls(program).OfType<Sigaction>().Select(s => s.Handler).OfType<string>()];
    private readonly HashSet<string> _copies = [.. Mentions.All(program).OfType<Perform>().Where(p => p.Call is Dup or Dup2).SelectMany(p => p.Into)];

    public void Walk()
    {
        foreach (var thread in program.Threads) Body(new Place(thread.Name, BodyKind.Thread), thread.Body);
        foreach (var function in program.Functions)
        {
            var kind = _handlers.Contains(function.Name) ? BodyKind.Handler : BodyKind.Callback;
            Body(new Place(function.Name, kind), function.Body);
        }
    }

    /// <summary>What came before in a body: enough to name the moment of a call.</summary>
    private sealed class Place(string body, BodyKind kind)
    {
        public string Body => body;

        public BodyKind Kind => kind;

        public HashSet<string> Submitted { get; } = [];

        public HashSet<string> Returned { get; } = [];

        public HashSet<Fd> Used { get; } = [];

        public HashSet<Fd> Closed { get; } = [];

        public bool Slept { get; set; }

        public bool Opened { get; set; }

        public ImmutableHashSet<string> Complete { get; set; } = [];
    }

    private void Body(Place place, ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Perform perform: Call(place, perform); break;
                case Repeat repeat: Body(place, repeat.Body); break;
                case When choice: Choice(place, choice); break;
            }
        }
    }

    private void Choice(Place place, When choice)
    {
        if (choice.If.Kind is ConditionKind.Flag or ConditionKind.NotFlag) reached.Add("flag:looked-at");
        var outside = place.Complete;
        if (choice.If.Kind == ConditionKind.Finished) place.Complete = place.Complete.Union(choice.If.Names);
        Body(place, choice.Then);
        place.Complete = outside;
        var rejected = choice.If.Kind == ConditionKind.Accepted ? Mentions.All(choice.Otherwise).OfType<Perform>() : [];
        if (rejected.SelectMany(p => Mentions.SubmissionsOf(p.Call)).Any(s => choice.If.Names.Contains(s.Cb))) reached.Add("block:reused-after-rejection");
        Body(place, choice.Otherwise);
    }

    private void Call(Place place, Perform perform)
    {
        var call = perform.Call;
        if (call.Lfs64) reached.Add("lfs64");
        foreach (var (cb, block) in Mentions.SubmissionsOf(call)) Submission(place, call, cb, block);
        switch (call)
        {
            case LioListio list: ListClasses.Collect(list, _facts.Declared, reached); break;
            case AioCancel cancel: Cancel(place, cancel); break;
            case AioSuspend suspend: SuspendClasses.Collect(suspend, place.Submitted, place.Kind, reached); break;
            case AioReturn result: Return(place, result.Cb); break;
            case AioError error: Error(place, error.Cb); break;
            case Sleep: place.Slept = true; break;
            case OpenGate: place.Opened = true; break;
            default: Other(place, call); break;
        }
    }

    private void Submission(Place place, Call call, string cb, ControlBlock block)
    {
        if (place.Complete.Contains(cb) && !place.Submitted.Add(cb)) reached.Add("block:reused");
        if (place.Kind == BodyKind.Callback) reached.Add("block:resubmitted-in-notification");
        place.Submitted.Add(cb);
        place.Used.Add(block.Fildes);
        place.Slept = false;
        BlockClasses.Collect(call, block, Describe(place, block.Fildes), _facts, reached);
    }

    private List<string> Describe(Place place, Fd fd)
    {
        if (fd.Name is not { } name) return ["fd:bad-number"];
        if (place.Closed.Contains(fd)) return ["fd:closed"];
        var names = new List<string>();
        if (_copies.Contains(name)) names.Add("fd:dup");
        if (_facts.Descriptors.GetValueOrDefault(name) is { } info) names.AddRange(BlockClasses.Of(info));
        return names;
    }

    private void Cancel(Place place, AioCancel cancel)
    {
        var target = Describe(place, cancel.Fildes) is ["fd:bad-number"] or ["fd:closed"] ? "cancel:bad-descriptor"
            : cancel.Cb is null ? "cancel:descriptor" : "cancel:request";
        var others = cancel.Cb is { } cb ? !place.Submitted.Contains(cb) : !place.Used.Contains(cancel.Fildes);
        var moment = cancel.Cb is { } done && place.Complete.Contains(done) || (cancel.Cb is null && !place.Complete.IsEmpty) ? "moment:when-complete"
            : others ? "moment:by-another-body" : place.Slept ? "moment:after-a-sleep" : "moment:at-once";
        reached.Add(ProgramClasses.Pair(target, moment));
    }

    private void Return(Place place, string cb)
    {
        if (!place.Returned.Add(cb)) reached.Add("return:twice");
        if (place.Kind == BodyKind.Handler) reached.Add("return:in-handler");
        if (place.Kind == BodyKind.Callback) reached.Add("return:in-notification");
        if (place.Kind == BodyKind.Thread && !place.Submitted.Contains(cb)) reached.Add("return:by-another-body");
    }

    private void Error(Place place, string cb)
    {
        if (place.Returned.Contains(cb)) reached.Add("error:after-return");
        if (place.Kind == BodyKind.Handler) reached.Add("error:in-handler");
    }

    private void Other(Place place, Call call)
    {
        if (call is Close or Dup2)
        {
            var fd = call is Close close ? close.Fildes : ((Dup2)call).Fildes2;
            if (place.Used.Contains(fd)) reached.Add(call is Close ? "close:with-requests" : "dup2:with-requests");
            if (call is Close) place.Closed.Add(fd);
        }

        if (call is Open && place.Opened) reached.Add("open:meanwhile");
        if (OtherClasses.Of(call) is { } name) reached.Add(name);
        if (call is Sigaction action) OtherClasses.Collect(action, reached);
    }
}

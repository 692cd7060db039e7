using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>aio_cancel, and what else cancels.</content>
public sealed partial class Machine
{
    private const long Canceled = (long)AioCancelResult.AIO_CANCELED;
    private const long NotCanceled = (long)AioCancelResult.AIO_NOTCANCELED;
    private const long AllDone = (long)AioCancelResult.AIO_ALLDONE;

    private int[] _covered = new int[16];
    private int _coveredCount;
    private readonly IComparer<int> _byName;

    private Answer Cancel(int thread, PreparedCall prepared, AioCancel call)
    {
        Cover(prepared, call);
        State.Request(_covered.AsSpan(0, _coveredCount));
        var scope = new Scope(State.None, thread, default) { Call = call };
        Offer(CancelRules.Rule, scope, new Outcome(-1, Errno.EBADF));
        Offer(CancelRules.Rule, scope, new Outcome(-1, Errno.EINVAL));
        Offer(CancelRules.Rule, scope, new Outcome(AllDone));
        // All three where the standard leaves it open (CANCEL-11, CANCEL-12): none of them touches a request then.
        if (_count > 0) return ToAnswer(Choose(CancelRules.Rule));
        return CancelEach(thread, prepared, scope);
    }

    /// <summary>The outstanding requests that aio_cancel asks for: of the block, or of the descriptor (CANCEL-13).</summary>
    private void Cover(PreparedCall prepared, AioCancel call)
    {
        _coveredCount = 0;
        if (prepared.Block >= 0)
        {
            if (State.CurrentOf(prepared.Block) is >= 0 and var current) AddCovered(current);
            return;
        }

        CoverDescriptor(call.Fildes.Number);
    }

    /// <summary>What is covered has no order; here it is that of the names, however the requests came.</summary>
    private void SortCovered()
    {
        if (_coveredCount > 1) Array.Sort(_covered, 0, _coveredCount, _byName);
    }

    /// <summary>Requests were submitted against this number while it referred to what it refers to now.</summary>
    private void CoverDescriptor(int fildes)
    {
        var description = State.DescriptionOf(fildes);
        if (description < 0) return;
        var info = State.Descriptions[description].Info!;
        CoverFile(info.File, description, fildes);
        if (info.Output != info.File) CoverFile(info.Output, description, fildes);
        SortCovered();
    }

    private void CoverFile(int file, int description, int fildes)
    {
        for (var at = State.Files[file].FirstPlus1 - 1; at >= 0; at = State.Requests[at].NextInFile)
        {
            ref var slot = ref State.Requests[at];
            if (slot.Description == description && slot.Info!.Block.Fildes.Number == fildes) AddCovered(at);
        }
    }

    private void AddCovered(int request)
    {
        if (_coveredCount == _covered.Length) Array.Resize(ref _covered, _coveredCount * 2);
        _covered[_coveredCount++] = request;
    }

    /// <summary>Each request is canceled or stays, as the rules permit for it alone; the answer follows from what has become of them.</summary>
    private Answer CancelEach(int thread, PreparedCall prepared, Scope scope)
    {
        var answer = Canceled;
        for (var i = 0; i < _coveredCount; i++)
        {
            var request = _covered[i];
            State.Requests[request].Covered = true;
            if (ChooseToCancel(scope, request)) BeginToCancel(request);
            else answer = Shorten(scope, request) ? AllDone : NotCanceled;
        }

        return TakesLiberty(Liberties.JointCancel) ? WaitForCanceled(thread, prepared, answer) : new Answer(answer);
    }

    private bool TakesLiberty(Liberties liberty) => (Declared.Liberties & liberty) != 0;

    private void BeginToCancel(int request)
    {
        if (!TakesLiberty(Liberties.JointCancel))
        {
            CancelRequest(request);
            return;
        }

        State.Requests[request].Canceling = true;
        Changes.AddRequest(request);
        Changes.Queue = true;
    }

    /// <summary>The call returns when what it cancels is complete.</summary>
    private Answer WaitForCanceled(int thread, PreparedCall prepared, long answer)
    {
        ref var wait = ref State.PushWait(thread, WaitKind.Cancellation, prepared);
        wait.Moved = answer;
        if (wait.Listed.Length < _coveredCount) wait.Listed = new int[_coveredCount];
        foreach (var request in _covered.AsSpan(0, _coveredCount))
        {
            if (!State.Requests[request].Canceling) continue;
            wait.Listed[wait.Count++] = request;
            State.Requests[request].References++;
        }

        return wait.Count > 0 ? Answer.Waiting : Leave(thread, new Outcome(answer));
    }

    /// <summary>Whether all that a waiting aio_cancel cancels is complete.</summary>
    private bool IsCanceled(in Wait wait)
    {
        foreach (var request in wait.Members)
        {
            if (State.Requests[request].Phase != Phase.Complete) return false;
        }

        return true;
    }

    /// <summary>Of what is not canceled a part may have moved, and it may end with that. Whether it is complete already.</summary>
    private bool Shorten(in Scope scope, int request)
    {
        ref var slot = ref State.Requests[request];
        if (slot.Phase != Phase.Running || slot.Moved == 0 || !TakesLiberty(Liberties.ShortCancel)) return false;
        for (var outcome = 0; outcome <= 2; outcome++) Offer(CancelRules.Shortening, scope.Of(request), new Outcome(outcome));
        var chosen = Choose(CancelRules.Shortening).Value;
        if (chosen == 0) return false;
        (slot.Phase, slot.Held, slot.Result, slot.Status) = (Phase.Transferred, false, slot.Moved, Errno.None);
        Changes.AddRequest(request);
        TouchFile(slot.File);
        if (chosen == 2) Publish(request);
        return chosen == 2;
    }

    private bool ChooseToCancel(in Scope scope, int request)
    {
        State.Request([request]);
        ref var slot = ref State.Requests[request];
        if (slot.Canceling) return true;
        slot.Proposed = true;
        Offer(CancelRules.Rule, scope, new Outcome(Canceled));
        slot.Proposed = false;
        Offer(CancelRules.Rule, scope, new Outcome(NotCanceled));
        return Choose(CancelRules.Rule).Value == Canceled;
    }

    private void CancelRequest(int request)
    {
        ref var slot = ref State.Requests[request];
        (slot.Covered, slot.Canceling) = (true, false);
        (slot.Status, slot.Result) = (Errno.ECANCELED, -1);
        Publish(request);
    }

    /// <summary>What a rule about the end of a descriptor, or of the process, makes of the requests that were collected.</summary>
    private void CancelWhereChosen(Rule rule)
    {
        for (var i = 0; i < _coveredCount; i++)
        {
            State.Requests[_covered[i]].Covered = true;
            if (ChooseWhether(rule, new Scope(_covered[i], State.None, default))) CancelRequest(_covered[i]);
        }
    }

    private static Answer ToAnswer(Outcome outcome) => new(outcome.Value, outcome.Errno);
}

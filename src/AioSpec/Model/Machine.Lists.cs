using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>lio_listio.</content>
public sealed partial class Machine
{
    private Answer ListIo(int thread, PreparedCall prepared, LioListio call)
    {
        var waits = call.Mode == LioMode.LIO_WAIT;
        var list = State.TakeList(waits ? null : call.Sig, call.List.Length);
        var scope = new Scope(State.None, thread, default) { Call = call };
        State.AskedList = list;
        Offer(prepared.Rest, scope, new Outcome(-1, Errno.EINVAL));
        var refused = _count > 0;
        if (call.List.Length == 0) Offer(prepared.Rest, scope, new Outcome(0));
        if (refused && Choose(ListRules.Rule).Value != 0)
        {
            State.ReleaseList(list);
            return s_unknown;
        }

        _count = 0;
        // Nothing of the list is given back before the call has looked at its elements.
        State.Lists[list].Waited = true;
        if (TakesLiberty(Liberties.ListInParts) && call.List.Length is > 0 and <= MostInParts) return BeginInParts(thread, prepared, list);
        for (var i = 0; i < call.List.Length; i++) SubmitElement(thread, prepared, i, call.List[i], list);
        return waits ? WaitForList(thread, prepared, list) : LeaveList(prepared, scope, list);
    }

    private void SubmitElement(int thread, PreparedCall prepared, int place, ListElement? element, int list)
    {
        if (element is null || element.Block.LioOpcode == LioOpcode.LIO_NOP) return;
        var kind = element.Block.LioOpcode switch
        {
            LioOpcode.LIO_READ => RequestKind.Read,
            LioOpcode.LIO_WRITE => RequestKind.Write,
            _ => RequestKind.Invalid,
        };
        var blockNumber = prepared.Blocks[place];
        var request = Describe(thread, prepared, place, new Submitted(kind, blockNumber, element.Block, default, list));
        var refused = IsRefused(new Scope(request, thread, default));
        ref var slot = ref State.Lists[list];
        if (slot.Count == slot.Elements.Length) Array.Resize(ref slot.Elements, slot.Count * 2 + 1);
        slot.Elements[slot.Count++] = request;
        slot.Remaining++;
        Accept(request, blockNumber);
        State.Requests[request].References++;
        if (refused) Reject(request, list);
    }

    /// <summary>An element for which there are no resources is not queued: its status is EAGAIN (LIO-17).</summary>
    private void Reject(int request, int list)
    {
        ref var slot = ref State.Requests[request];
        slot.NotQueued = true;
        (slot.Status, slot.Result) = (Errno.EAGAIN, -1);
        State.Lists[list].Exhausted = true;
        Publish(request);
    }

    private Answer WaitForList(int thread, PreparedCall prepared, int list)
    {
        ref var wait = ref State.PushWait(thread, WaitKind.List, prepared);
        wait.Object = list;
        OfferList(thread, atCall: true);
        return _count == 0 ? Answer.Waiting : Leave(thread, Choose(ListRules.Rule));
    }

    private void OfferList(int thread, bool atCall)
    {
        var scope = AskAbout(thread, atCall);
        ref var list = ref State.Lists[State.AskedList];
        var rule = State.TopWait(thread).Rest;
        if (list.Exhausted && list.Remaining == 0) Offer(rule, scope, new Outcome(-1, Errno.EAGAIN));
        Offer(rule, scope, new Outcome(0));
        Offer(rule, scope, new Outcome(-1, Errno.EIO));
        Offer(rule, scope, new Outcome(-1, Errno.EINTR));
        State.AskedInWait = false;
    }

    private Answer LeaveList(PreparedCall prepared, in Scope scope, int list)
    {
        var answer = AnswerList(prepared, scope, list);
        State.Lists[list].Waited = false;
        State.ReleaseList(list);
        return answer;
    }

    private Answer AnswerList(PreparedCall prepared, in Scope scope, int list)
    {
        ref var slot = ref State.Lists[list];
        slot.Due = IsNotifiable(slot.Sig) && (slot.Count > 0 || ChooseWhether(ListRules.EmptyNotification, scope));
        if (slot.Exhausted) Offer(prepared.Rest, scope, new Outcome(-1, Errno.EAGAIN));
        // The limit was reached when the element was refused; of a list that is initiated in parts it need not be any more.
        if (slot.Exhausted && _count == 0) _candidates[_count++] = new Outcome(-1, Errno.EAGAIN);
        if (_count == 0)
        {
            Offer(prepared.Rest, scope, new Outcome(0));
            if (_count == 0 || HasFault(slot)) Offer(prepared.Rest, scope, new Outcome(-1, Errno.EIO));
        }

        var outcome = Choose(ListRules.Rule);
        if (slot.Due && outcome.Value != 0) slot.Due = ChooseWhether(ListRules.RefusalNotification, scope);
        Changes.AddList(list);
        return ToAnswer(outcome);
    }

    /// <summary>Whether an element cannot succeed: then the call may tell, as its status will.</summary>
    private bool HasFault(in ListSlot list)
    {
        foreach (var element in list.Members)
        {
            if (State.Requests[element].Treatment.Fault != Errno.None) return true;
        }

        return false;
    }

    private void ElementDone(int list)
    {
        State.Lists[list].Remaining--;
        Changes.AddList(list);
        State.ReleaseList(list);
    }
}

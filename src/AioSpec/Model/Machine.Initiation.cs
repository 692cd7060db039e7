using System.Numerics;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Model;

/// <content>A list that is initiated element by element (<see cref="Liberties.ListInParts"/>): others act meanwhile, and a signal may end it.</content>
public sealed partial class Machine
{
    /// <summary>A bit of <see cref="Wait.Moved"/> for each element.</summary>
    private const int MostInParts = 64;

    private Answer BeginInParts(int thread, PreparedCall prepared, int list)
    {
        ref var wait = ref State.PushWait(thread, WaitKind.Initiation, prepared);
        wait.Object = list;
        var elements = ((LioListio)prepared.Call).List;
        for (var i = 0; i < elements.Length; i++)
        {
            if (elements[i] is { Block.LioOpcode: not LioOpcode.LIO_NOP }) wait.Moved |= 1L << i;
        }

        return Answer.Waiting;
    }

    /// <summary>The next element is initiated, or a signal that was caught ends LIO_WAIT before that; after the last, the call waits or returns.</summary>
    private Answer InitiateNext(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        if (wait.Moved == 0) return EndInitiation(thread);
        var next = ChooseNext(thread, wait);
        if (next.Value < 0) return Leave(thread, next);
        wait.Moved &= ~(1L << (int)next.Value);
        Changes.AddThread(thread);
        SubmitElement(thread, wait.Call, (int)next.Value, ((LioListio)wait.Call.Call).List[(int)next.Value], wait.Object);
        return Answer.Waiting;
    }

    private Outcome ChooseNext(int thread, in Wait wait)
    {
        var scope = AskAbout(thread, atCall: false);
        Span<Outcome> offered = stackalloc Outcome[MostInParts + 1];
        var count = 0;
        for (var left = (ulong)wait.Moved; left != 0; left &= left - 1)
        {
            var place = new Outcome(BitOperations.TrailingZeroCount(left));
            if (Permits(ListRules.Order, scope.With(place))) offered[count++] = place;
        }

        var interrupted = new Outcome(-1, Errno.EINTR);
        if (Permits(wait.Rest, scope, interrupted)) offered[count++] = interrupted;
        State.AskedInWait = false;
        return offered[count == 1 ? 0 : _chooser.Choose(offered[..count])];
    }

    private Answer EndInitiation(int thread)
    {
        ref var wait = ref State.TopWait(thread);
        if (((LioListio)wait.Call.Call).Mode == LioMode.LIO_WAIT)
        {
            wait.Kind = WaitKind.List;
            Changes.AddThread(thread);
            return Answer.Waiting;
        }

        State.AskedList = wait.Object;
        var answer = AnswerList(wait.Call, new Scope(State.None, thread, default) { Call = wait.Call.Call }, wait.Object);
        PopWait(thread);
        return answer;
    }
}

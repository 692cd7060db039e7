using AioEngine.Core;
using Xunit.Abstractions;

namespace AioEngine.Tests.Simulated;

/// <summary>Each deliberate mistake of the core is found by looking at every interleaving, in the situation that is meant for it.</summary>
public sealed class CoreDefectTests(ITestOutputHelper output)
{
    // A contract of the storage below that the core breaks is found by an exception, and no judge is needed.
    [Theory]
    [InlineData(nameof(CoreDefect.BarrierOvertakes), "barrier", "FSYNC-08")]
    [InlineData(nameof(CoreDefect.BarrierHidesTheError), "barrier-and-error", "FSYNC-10")]
    [InlineData(nameof(CoreDefect.CanceledBarrierForgetsItsStretch), "canceled-barrier", "FSYNC-08")]
    [InlineData(nameof(CoreDefect.AppendsTogether), "appends", "APPEND-01")]
    [InlineData(nameof(CoreDefect.CanceledOneStopsTheRow), "cancel-the-first-append", "CANCEL-16")]
    [InlineData(nameof(CoreDefect.CanceledStaysQueued), "cancel-the-queued", "KeyNotFoundException")]
    [InlineData(nameof(CoreDefect.CompletionIgnoresTheCancellation), "cancel-races-the-data", "THREAD-01")]
    [InlineData(nameof(CoreDefect.AcceptedIsCanceled), "cancel-races-the-data", "CANCEL-04")]
    [InlineData(nameof(CoreDefect.CanceledIsNotCanceled), "two-cancel-one", "CANCEL-05")]
    [InlineData(nameof(CoreDefect.StrayCancellationIsBelieved), "stray-cancellation", "CANCEL-01")]
    [InlineData(nameof(CoreDefect.ListEndsWhileSubmitted), "list-completion", "LIO-20")]
    [InlineData(nameof(CoreDefect.ListNotifiedTwice), "list-completion", "LIO-20")]
    [InlineData(nameof(CoreDefect.FailedListNotNotified), "list-whose-element-fails", "LIO-20")]
    [InlineData(nameof(CoreDefect.ListForgetsFailure), "list-that-waits", "LIO-12")]
    [InlineData(nameof(CoreDefect.NotifiedTwice), "notification", "NOTIFY-12")]
    [InlineData(nameof(CoreDefect.CanceledNotNotified), "submit-cancel-complete", "CANCEL-06")]
    [InlineData(nameof(CoreDefect.NotifiedBeforeTheStatus), "notification", "NOTIFY-11")]
    [InlineData(nameof(CoreDefect.FirstPartIsAll), "write-in-parts", "WRITE-03")]
    [InlineData(nameof(CoreDefect.LastPartIsTheCount), "write-in-parts", "WRITE-03")]
    [InlineData(nameof(CoreDefect.CanceledKeepsItsPlace), "queue-full", "LIMIT-04")]
    [InlineData(nameof(CoreDefect.NumberInsteadOfFile), "number-used-again", "CLOSE-02")]
    [InlineData(nameof(CoreDefect.FileLetGoEarly), "started-again-after-close", "KeyNotFoundException")]
    [InlineData(nameof(CoreDefect.RefusedIsDone), "refused-write", "SUB-02")]
    [InlineData(nameof(CoreDefect.RefusedIsNotified), "refused-for-want-of-room", "NOTIFY-12")]
    [InlineData(nameof(CoreDefect.LimitTooLow), "refused-for-want-of-room", "LIMIT-04")]
    [InlineData(nameof(CoreDefect.NegativeOffset), "bad-members", "SUB-11")]
    [InlineData(nameof(CoreDefect.StreamIsSynchronized), "sync-of-a-pipe", "FSYNC-05")]
    [InlineData(nameof(CoreDefect.BarrierOfTheDescriptor), "barrier-of-two-descriptors", "FSYNC-01")]
    [InlineData(nameof(CoreDefect.SyncHasACount), "sync", "FSYNC-07")]
    [InlineData(nameof(CoreDefect.SyncNotNotified), "sync", "FSYNC-13")]
    [InlineData(nameof(CoreDefect.StatusBeforeTheData), "submit-complete", "READ-01")]
    [InlineData(nameof(CoreDefect.FailureHasACount), "write-fails", "ERROR-02")]
    [InlineData(nameof(CoreDefect.SuccessIsAFailure), "submit-complete", "RETURN-01")]
    [InlineData(nameof(CoreDefect.ResultStays), "asked-twice", "ERROR-05")]
    [InlineData(nameof(CoreDefect.CanceledHasACount), "canceled-with-a-result", "WRITE-09")]
    [InlineData(nameof(CoreDefect.CanceledHasACount), "canceled-read", "CANCEL-03")]
    [InlineData(nameof(CoreDefect.RefusedIsAllDone), "submit-cancel-complete", "CANCEL-09")]
    [InlineData(nameof(CoreDefect.AllDoneIsCanceled), "cancel-what-is-complete", "CANCEL-04")]
    [InlineData(nameof(CoreDefect.AllDoneIsNotCanceled), "cancel-what-is-complete", "CANCEL-08")]
    [InlineData(nameof(CoreDefect.DescriptorCanceledAndNot), "cancel-a-file", "CANCEL-07")]
    [InlineData(nameof(CoreDefect.CanceledNotifiedTwice), "submit-cancel-complete", "CANCEL-06")]
    [InlineData(nameof(CoreDefect.CancelHitsTheNeighbour), "cancel-one-of-three", "CB-01")]
    [InlineData(nameof(CoreDefect.CancelHitsTheDuplicate), "cancel-beside-a-duplicate", "CANCEL-13")]
    [InlineData(nameof(CoreDefect.ListDoesNotWait), "list-that-waits-and-succeeds", "LIO-10")]
    [InlineData(nameof(CoreDefect.ListForgetsCancellation), "list-of-which-one-is-canceled", "LIO-12")]
    [InlineData(nameof(CoreDefect.ListFailsForNothing), "list-that-succeeds", "LIO-11")]
    [InlineData(nameof(CoreDefect.ListNotNotified), "list-completion", "LIO-20")]
    [InlineData(nameof(CoreDefect.WaitedListNotified), "list-that-waits-and-succeeds", "LIO-10")]
    [InlineData(nameof(CoreDefect.ElementsNotNotified), "list-completion", "LIO-22")]
    [InlineData(nameof(CoreDefect.BegunListIsInvalid), "list-with-a-failure", "LIO-16")]
    [InlineData(nameof(CoreDefect.NopIsMinded), "list-that-waits-and-succeeds", "LIO-06")]
    [InlineData(nameof(CoreDefect.NoticeWithoutValue), "notification", "NOTIFY-07")]
    [InlineData(nameof(CoreDefect.NeverNotified), "notification", "NOTIFY-12")]
    public void A_mistake_is_found(string defect, string situation, string requirement)
    {
        var explored = EveryInterleaving.Of(Situations.All[situation] with { Defect = Enum.Parse<CoreDefect>(defect) });

        output.WriteLine($"{defect}: {explored}");
        Assert.NotNull(explored.Broken);
        Assert.StartsWith(requirement, explored.Broken, StringComparison.Ordinal);
    }
}

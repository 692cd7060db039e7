using AioEngine.Core;
using Xunit.Abstractions;

namespace AioEngine.Tests.Simulated;

/// <summary>Each deliberate mistake of the core is found by looking at every interleaving, in the situation that is meant for it.</summary>
public sealed class CoreDefectTests(ITestOutputHelper output)
{
    // A contract of the storage below that the core breaks is found by an exception, and no judge is needed.
    internal static readonly (CoreDefect Defect, string Situation, string FoundAs)[] Rows =
    [
        (CoreDefect.BarrierOvertakes, "barrier", "FSYNC-08"),
        (CoreDefect.BarrierHidesTheError, "barrier-and-error", "FSYNC-10"),
        (CoreDefect.CanceledBarrierForgetsItsStretch, "canceled-barrier", "FSYNC-08"),
        (CoreDefect.AppendsTogether, "appends", "APPEND-01"),
        (CoreDefect.CanceledOneStopsTheRow, "cancel-the-first-append", "CANCEL-16"),
        (CoreDefect.CanceledStaysQueued, "cancel-the-queued", "KeyNotFoundException"),
        (CoreDefect.CompletionIgnoresTheCancellation, "cancel-races-the-data", "THREAD-01"),
        (CoreDefect.AcceptedIsCanceled, "cancel-races-the-data", "CANCEL-04"),
        (CoreDefect.CanceledIsNotCanceled, "two-cancel-one", "CANCEL-05"),
        (CoreDefect.StrayCancellationIsBelieved, "stray-cancellation", "CANCEL-01"),
        (CoreDefect.ListEndsWhileSubmitted, "list-completion", "LIO-20"),
        (CoreDefect.ListNotifiedTwice, "list-completion", "LIO-20"),
        (CoreDefect.FailedListNotNotified, "list-whose-element-fails", "LIO-20"),
        (CoreDefect.ListForgetsFailure, "list-that-waits", "LIO-12"),
        (CoreDefect.NotifiedTwice, "notification", "NOTIFY-12"),
        (CoreDefect.CanceledNotNotified, "submit-cancel-complete", "CANCEL-06"),
        (CoreDefect.NotifiedBeforeTheStatus, "notification", "NOTIFY-11"),
        (CoreDefect.FirstPartIsAll, "write-in-parts", "WRITE-03"),
        (CoreDefect.LastPartIsTheCount, "write-in-parts", "WRITE-03"),
        (CoreDefect.CanceledKeepsItsPlace, "queue-full", "LIMIT-04"),
        (CoreDefect.NumberInsteadOfFile, "number-used-again", "CLOSE-02"),
        (CoreDefect.FileLetGoEarly, "started-again-after-close", "KeyNotFoundException"),
        (CoreDefect.RefusedIsDone, "refused-write", "SUB-02"),
        (CoreDefect.RefusedIsNotified, "refused-for-want-of-room", "NOTIFY-12"),
        (CoreDefect.LimitTooLow, "refused-for-want-of-room", "LIMIT-04"),
        (CoreDefect.NegativeOffset, "bad-members", "SUB-11"),
        (CoreDefect.StreamIsSynchronized, "sync-of-a-pipe", "FSYNC-05"),
        (CoreDefect.BarrierOfTheDescriptor, "barrier-of-two-descriptors", "FSYNC-01"),
        (CoreDefect.SyncHasACount, "sync", "FSYNC-07"),
        (CoreDefect.SyncNotNotified, "sync", "FSYNC-13"),
        (CoreDefect.StatusBeforeTheData, "submit-complete", "READ-01"),
        (CoreDefect.FailureHasACount, "write-fails", "ERROR-02"),
        (CoreDefect.SuccessIsAFailure, "submit-complete", "RETURN-01"),
        (CoreDefect.ResultStays, "asked-twice", "ERROR-05"),
        (CoreDefect.ResultForgotten, "asked-twice", "RETURN-02"),
        (CoreDefect.StatusIsConsumed, "asked-twice", "ERROR-08"),
        (CoreDefect.CanceledHasACount, "canceled-with-a-result", "WRITE-09"),
        (CoreDefect.CanceledHasACount, "canceled-read", "CANCEL-03"),
        (CoreDefect.RefusedIsAllDone, "submit-cancel-complete", "CANCEL-09"),
        (CoreDefect.AllDoneIsCanceled, "cancel-what-is-complete", "CANCEL-04"),
        (CoreDefect.AllDoneIsNotCanceled, "cancel-what-is-complete", "CANCEL-08"),
        (CoreDefect.DescriptorCanceledAndNot, "cancel-a-file", "CANCEL-07"),
        (CoreDefect.CanceledNotifiedTwice, "submit-cancel-complete", "CANCEL-06"),
        (CoreDefect.CancelHitsTheNeighbour, "cancel-one-of-three", "CB-01"),
        (CoreDefect.CancelHitsTheDuplicate, "cancel-beside-a-duplicate", "CANCEL-13"),
        (CoreDefect.DescriptorAskedBefore, "cancel-a-descriptor-while-a-block-is-used-again", "CANCEL-07"),
        (CoreDefect.ListDoesNotWait, "list-that-waits-and-succeeds", "LIO-10"),
        (CoreDefect.ListForgetsCancellation, "list-of-which-one-is-canceled", "LIO-12"),
        (CoreDefect.ListFailsForNothing, "list-that-succeeds", "LIO-11"),
        (CoreDefect.ListNotNotified, "list-completion", "LIO-20"),
        (CoreDefect.WaitedListNotified, "list-that-waits-and-succeeds", "LIO-10"),
        (CoreDefect.ElementsNotNotified, "list-completion", "LIO-22"),
        (CoreDefect.BegunListIsInvalid, "list-with-a-failure", "LIO-16"),
        (CoreDefect.NopIsMinded, "list-that-waits-and-succeeds", "LIO-06"),
        (CoreDefect.NoticeWithoutValue, "signal", "NOTIFY-03"),
        (CoreDefect.NoticeWithoutValue, "notification", "NOTIFY-07"),
        (CoreDefect.NeverNotified, "notification", "NOTIFY-12"),
    ];

    public static TheoryData<string, string, string> Mistakes
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (defect, situation, requirement) in Rows) data.Add(defect.ToString(), situation, requirement);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found(string defect, string situation, string requirement)
    {
        var explored = EveryInterleaving.Of(Situations.All[situation] with { Defect = Enum.Parse<CoreDefect>(defect) });

        output.WriteLine($"{defect}: {explored}");
        Assert.NotNull(explored.Broken);
        Assert.StartsWith(requirement, explored.Broken, StringComparison.Ordinal);
    }
}

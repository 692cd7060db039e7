using System.Collections.Immutable;

namespace AioSpec.Model.Rules;

/// <summary>Every rule of the model, for who lists or searches them.</summary>
public static class AllRules
{
    /// <summary>The rules: from submission over processing to the calls that ask, cancel, wait and are told.</summary>
    public static ImmutableArray<Rule> List { get; } =
    [
        SubmissionRules.Rule,
        LimitRules.Rule,
        OrderRules.Start,
        OrderRules.Transfer,
        CompletionRules.Step,
        CompletionRules.Status,
        CompletionRules.Result,
        DataRules.Read,
        DataRules.Final,
        DataRules.Buffer,
        StatusRules.Error,
        StatusRules.Return,
        SuspendRules.Rule,
        SuspendRules.Statuses,
        CancelRules.Rule,
        CancelRules.Statuses,
        CancelRules.Shortening,
        ListRules.Rule,
        ListRules.Statuses,
        NotificationRules.Request,
        NotificationRules.List,
        ListRules.EmptyNotification,
        ListRules.RefusalNotification,
        ListRules.Order,
        NotificationRules.Coming,
        SignalRules.Delivery,
        SignalRules.Queue,
        SignalRules.Death,
        ThreadRules.Return,
        CloseRules.Close,
        CloseRules.Exit,
        CrashRules.Survival,
        OtherRules.Rule,
    ];
}

using System.Collections.Immutable;
using AioSpec.Model;
using AioSpec.Model.Rules;
using AioSpec.Programs;

namespace AioSpec.Judging;

/// <summary>The crash of the system, and what was found afterwards.</summary>
public sealed partial class Judge
{
    /// <summary>The event of the crash.</summary>
    private long? _crash;

    private void Crash()
    {
        _crash = _known.Now.Sequence;
        if (!_known.Declared.MayCrash) Doubt("a crash that the head of the history does not announce (may crash): what survives is not judged");
        foreach (var thread in _known.Threads)
        {
            foreach (var frame in thread.Frames) Abandon(frame);
        }

        foreach (var request in _known.CurrentRequests) EndEffects(request);
    }

    /// <summary>The call will never return; what it does to a file may have been done.</summary>
    private void Abandon(OpenCall? open)
    {
        if (open?.Read is { } read) read.End();
        if (open?.Call is Open { Flags: var flags } call && (flags & OpenFlags.O_TRUNC) != 0 && _known.Files.Find(call.Path)?.File is { } file) BeginTruncation(file, 0);
    }

    private void CheckSurvival(KnownFile file, Data content)
    {
        if (file.Platter is null || !file.IsJudged) return;
        file.Settle(Moment.Never);
        var check = new SurvivalCheck(file, content);
        if (check.IsOpen)
        {
            Doubt($"bytes of {file.Path}: too much is open of what must survive");
            return;
        }

        if (check.Fits()) return;
        if (check.Lost is { } lost && _known.LossForbidden(lost) is { } clause)
        {
            var index = lost.Request is { Tainted: false } request && ReferenceEquals(_known.Request(request.Index), request) ? request.Index : -1;
            Report(clause.Id, new Scope(index, -1, default),
                $"after the crash {file.Path} lacks bytes written at {lost.Offset}", Explain.Permitted("", clause, isSeen: true), Evidence());
            return;
        }

        _known.BytesTell = default;
        _known.BytesTell.Add(Tell.Misfit);
        _known.Apply(DataRules.Final, new Scope(-1, -1, new Outcome(content.Length)) { Bytes = content });
        _known.BytesTell = default;
    }

    private ImmutableArray<long> Evidence() => [_crash!.Value, _known.Now.Sequence];
}

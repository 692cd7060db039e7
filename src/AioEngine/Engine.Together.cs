using AioEngine.Backends;
using AioEngine.Core;
using AioEngine.Shell;
using AioSpec;

namespace AioEngine;

public sealed unsafe partial class Engine
{
    /// <summary>Fewer reads are tried one by one.</summary>
    private const int FewestTogether = 3;

    /// <summary>How many are tried at a time.</summary>
    private const int MostTogether = 64;

    private readonly Copying _copying;

    /// <summary>Answers those of the reads that need no waiting (R41). Returns how many were tried, in the order of the blocks.</summary>
    private int TryTogether(NativeAiocb** blocks, int count, Attempt* attempts, ref BatchFile file)
    {
        if (_core.IsClosed) return 0;
        var tried = 0;
        for (var i = 0; i < count; i++)
        {
            var block = blocks[i];
            if (SubmissionCheck.IsIgnored(block)) continue;
            if (!file.IsOf(block)) file = FileOf(block);
            if (!file.MayTryTogether(block, _backend) || !SubmissionCheck.IsFree(block) || !SubmissionCheck.IsPlainRead(block)) continue;
            block->Moved = 0;
            attempts[tried++] = Attempt.Of(block, file.Held(block), file.Registration?.Number ?? 0);
        }

        if (tried == 0 || !_copying.Try(attempts, tried)) return 0;
        CompleteTogether(attempts, tried);
        return tried;
    }

    private void CompleteTogether(Attempt* attempts, int count)
    {
        var (plain, bytes, isTold) = (0, 0L, false);
        for (var i = 0; i < count; i++)
        {
            if (!attempts[i].IsHit) continue;
            var block = attempts[i].Request;
            if (IsToldToNobody(block))
            {
                plain++;
                bytes += attempts[i].Count;
                StoreNow(block, attempts[i].Count);
                continue;
            }

            if (!isTold) _gate.Enter();
            isTold = true;
            _core.CompleteNow(block, RequestKind.Read, attempts[i].Count);
        }

        if (plain > 0) _atOnce.Add(plain, bytes);
        if (!isTold) return;
        _gate.Exit();
        Deliver();
    }

    private static bool IsToldToNobody(NativeAiocb* block) => block->SigevNotify == (int)SigEventNotify.SIGEV_NONE && !block->IsOwned;

    private static void StoreNow(NativeAiocb* block, long result)
    {
        block->Result = result;
        Volatile.Write(ref block->Error, 0);
    }
}

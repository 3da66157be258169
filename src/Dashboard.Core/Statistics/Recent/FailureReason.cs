using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>Why a process is <c>is:failed</c>: one reason each, so that counts of reasons add up to the failures.</summary>
/// <param name="Number">The exit code, the signal, or the errno as a positive number.</param>
public readonly record struct FailureReason(FailureKind Kind, int Number)
{
    /// <summary>It did not end by its own will, nor by that of another process: a signal of a fault or of abort(3), or the out-of-memory killer.</summary>
    public bool IsCrash => Kind == FailureKind.OomKill || (Kind == FailureKind.Signal && Signal.IsOfACrash(Number));

    /// <summary>Inside LifecycleStore.Read only, for a process that failed.</summary>
    /// <param name="hasEnded">Its end is part of the view.</param>
    internal static FailureReason Of(ProcessDetail detail, bool hasEnded)
    {
        var exit = hasEnded ? detail.Exit : default;
        var exec = LastFailedExec(detail);
        return exit.Signal is { } signal ? new FailureReason(exit.Oom ? FailureKind.OomKill : FailureKind.Signal, signal)
            // It ran no program of its own: the error says more than the shell's 127.
            : exec is { } first && detail.ExecCount == 0 ? new FailureReason(FailureKind.Exec, first)
            : exit.ExitCode is > 0 and { } code ? new FailureReason(FailureKind.Exit, code)
            : exec is { } errno ? new FailureReason(FailureKind.Exec, errno)
            : new FailureReason(FailureKind.Fork, detail.ForkFailures is { Count: > 0 } forks ? (int)-forks.First().Key : 0);
    }

    private static int? LastFailedExec(ProcessDetail detail)
    {
        var failures = detail.FailedExecs;
        for (var i = failures.Length - 1; i >= 0; i--)
        {
            if (!failures[i].Lookup)
            {
                return (int)-failures[i].Ret;
            }
        }

        return null;
    }
}

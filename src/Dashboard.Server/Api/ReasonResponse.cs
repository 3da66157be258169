using Dashboard.Core.Statistics.Recent;

namespace Dashboard.Server.Api;

/// <summary>How many processes failed for one reason; all fields but the count are null where it is another.</summary>
/// <param name="ExitCode">They exited with it.</param>
/// <param name="Signal">It killed them.</param>
/// <param name="Errno">Their exec, or their fork, failed with it.</param>
public sealed record ReasonResponse(int? ExitCode, string? Signal, string? Errno, int Count)
{
    internal static ReasonResponse From(FailureCount count) => count.Reason.Kind switch
    {
        FailureKind.Exit => new ReasonResponse(count.Reason.Number, null, null, count.Count),
        FailureKind.Signal or FailureKind.OomKill => new ReasonResponse(null, Core.Model.Signal.NameOf(count.Reason.Number), null, count.Count),
        _ => new ReasonResponse(null, null, Core.Model.Errno.NameOf(-count.Reason.Number), count.Count),
    };
}

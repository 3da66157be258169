using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A process as read from its record, before it has its place in a <see cref="TimelineIndex"/>.</summary>
/// <param name="Life">Without its parent and group.</param>
/// <param name="Group">The name of its group; by tree, its own.</param>
/// <param name="RunningFailureNs">The time of its last failed exec or fork, if it matches and still runs.</param>
internal readonly record struct FoundLife(TimelineLife Life, string Group, long? RunningFailureNs)
{
    private const string Unknown = "unknown";

    public static FoundLife Of(ProcessRecord record, TimelineQuery query)
    {
        var exit = record.Exit;
        var end = exit is null || exit.BootNs > query.NowBootNs ? TimelineLife.Running : exit.BootNs;
        var matches = query.Matches is null || query.Matches(record);
        var failed = end == TimelineLife.Running ? record.HasFailedCall : record.Failed;
        var onlyFound = record.FromSnapshot && exit is null && record.ExecCount == 0 && record.FailedExecCount == 0;
        return new FoundLife(
            new TimelineLife(record.Id, end, onlyFound ? 0 : record.ChangedBootNs, Parent: -1, Group: -1, matches, failed, end != TimelineLife.Running && exit is { ExitCode: > 0 } or { Signal: not null })
            {
                StartNs = record.BeganBootNs,
            },
            query.Grouping switch
            {
                TimelineGrouping.User => record.Context?.User ?? Unknown,
                TimelineGrouping.Cgroup => record.Context?.Cgroup ?? Unknown,
                _ => record.Comm,
            },
            matches && failed && end == TimelineLife.Running ? LastFailure(record, query.NowBootNs) : null);
    }

    /// <summary>Reads the list of failures only for running processes: for an ended one, its end counts.</summary>
    private static long? LastFailure(ProcessRecord record, long nowNs)
    {
        var failures = record.Detail.FailedExecs;
        long? fork = record.Detail.LastForkFailureNs is > 0 and var at && at <= nowNs ? at : null;
        for (var i = failures.Length - 1; i >= 0; i--)
        {
            if (!failures[i].Lookup && failures[i].BootNs <= nowNs)
            {
                return Math.Max(failures[i].BootNs, fork ?? 0);
            }
        }

        return fork;
    }
}

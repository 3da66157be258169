using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A process at the moment that the timeline shows.</summary>
public sealed record TimelineProcess
{
    public required ProcessId Id { get; init; }

    /// <summary>False for an ancestor that is shown because a descendant matches.</summary>
    public required bool IsMatch { get; init; }

    public required string Comm { get; init; }

    public required int Life { get; init; }

    public required bool FromSnapshot { get; init; }

    public required ProcessState State { get; init; }

    /// <summary>Without arguments.</summary>
    public required IReadOnlyList<Image> Images { get; init; }

    /// <summary>Without arguments.</summary>
    public required IReadOnlyList<FailedExec> FailedExecs { get; init; }

    /// <summary>Null while it runs.</summary>
    public ProcessExit? Exit { get; init; }

    public required bool Failed { get; init; }

    /// <summary>When it was waited for; null when not yet, or when it was not seen.</summary>
    public long? ReapedNs { get; init; }

    public required long LifetimeNs { get; init; }

    /// <summary>See <see cref="ProcessRecord.BeganBootNs"/>.</summary>
    public required long BeganBootNs { get; init; }

    /// <summary>Reads one record as of a moment; inside LifecycleStore.Read.</summary>
    public static TimelineProcess Of(ProcessRecord record, bool isMatch, long nowNs)
    {
        var exit = record.Exit is { } seen && seen.BootNs <= nowNs ? seen : null;
        var all = record.ImagesWithoutArgs;
        var images = all.Where(i => i.N == 0 || i.BootNs <= nowNs).ToList();
        var failures = record.FailedExecsWithoutArgs.Where(f => f.BootNs <= nowNs).ToList();
        var reaped = exit is not null && record.Reaped?.ZombieNs is { } zombieNs && exit.BootNs + zombieNs <= nowNs ? exit.BootNs + zombieNs : (long?)null;
        return new TimelineProcess
        {
            Id = record.Id,
            IsMatch = isMatch,
            Comm = images.Count == all.Count ? record.Comm : images[^1].Comm,
            Life = record.Life,
            FromSnapshot = record.FromSnapshot,
            State = exit is null ? ProcessState.Running : record.State,
            Images = images,
            FailedExecs = failures,
            Exit = exit,
            Failed = exit is null ? failures.Any(f => !f.Lookup) || record.Detail.LastForkFailureNs is > 0 and var forkNs && forkNs <= nowNs : record.Failed,
            ReapedNs = reaped,
            LifetimeNs = Math.Max(0, (exit?.BootNs ?? nowNs) - record.BeganBootNs),
            BeganBootNs = record.BeganBootNs,
        };
    }
}

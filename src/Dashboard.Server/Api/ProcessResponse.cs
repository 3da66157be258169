using System.Text.Json.Serialization;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Readings;

namespace Dashboard.Server.Api;

/// <summary>All data of one process. Unknown values are null.</summary>
public sealed record ProcessResponse
{
    /// <summary>"PID-STARTNS": one life of the pid.</summary>
    public required ProcessId Id { get; init; }

    public required int Pid { get; init; }

    /// <summary>The pid inside the process's own pid namespace.</summary>
    public required int? PidInNamespace { get; init; }

    public required Timestamp Start { get; init; }

    /// <summary>Null when the birth was not seen.</summary>
    public required BornResponse? Born { get; init; }

    /// <summary>The parent at birth.</summary>
    public required ProcessReference? Parent { get; init; }

    /// <summary>Differs from the parent after the process was re-parented.</summary>
    public required ProcessReference? CurrentParent { get; init; }

    public required string Comm { get; init; }

    /// <summary>The current or last executable.</summary>
    public required ExecutableFile? Exe { get; init; }

    /// <summary>Oldest first. Number 0 is the image copied by fork, or the one that ran when the process was found.</summary>
    public required IReadOnlyList<ImageResponse> Images { get; init; }

    /// <summary>Oldest first; the newest 64 are kept.</summary>
    public required IReadOnlyList<FailedExecResponse> FailedExecs { get; init; }

    /// <summary>Threads now; 0 after the exit.</summary>
    public required int Threads { get; init; }

    public required ProcessState State { get; init; }

    /// <summary>Null while it runs.</summary>
    public required ExitResponse? Exit { get; init; }

    /// <summary>Null until the process is reaped.</summary>
    public required ReapedResponse? Reaped { get; init; }

    /// <summary>Nanoseconds from the start to the exit, or to now; of the command of `dashboard run` without waitedNs.</summary>
    public required long LifetimeNs { get; init; }

    /// <summary>How long the command of `dashboard run` waited until it was traced; 0 for any other process.</summary>
    public required long WaitedNs { get; init; }

    public required uint? Uid { get; init; }

    /// <summary>The effective group.</summary>
    public required uint? Gid { get; init; }

    /// <summary>Audit login UID: the user that logged in, unchanged by later setuid calls; null when unset, or without audit support.</summary>
    [JsonPropertyName("loginuid")]
    public required uint? LoginUid { get; init; }

    public required string? User { get; init; }

    /// <summary>The path in cgroup v2; if that is the root and controllers use v1, the path in one v1 hierarchy.</summary>
    public required string? Cgroup { get; init; }

    public required string? Container { get; init; }

    public required int? Session { get; init; }

    public required int? ProcessGroup { get; init; }

    public required string? Cwd { get; init; }

    public required string? Tty { get; init; }

    /// <summary>Read at exit; null before.</summary>
    public required ResourceUsage? Usage { get; init; }

    /// <summary>Names of fields that were inferred, not observed.</summary>
    public required IReadOnlyList<string> Inferred { get; init; }

    /// <summary>1 for the first life of this pid in this capture, 2 for the second …</summary>
    public required int Life { get; init; }

    /// <summary>True when it was already running when capture began.</summary>
    public required bool FromSnapshot { get; init; }

    /// <summary>Children by birth that are held, exited ones included.</summary>
    public required int Children { get; init; }

    public required int LiveChildren { get; init; }

    /// <summary>Number of successful execs, including images that are no longer kept.</summary>
    public required int ExecCount { get; init; }

    /// <summary>Number of failed execs, including PATH lookups and those that are no longer kept.</summary>
    public required long FailedExecCount { get; init; }

    /// <summary>
    /// Values that can change without an event, read from /proc at "readAt"; present only for a single live process of a live
    /// capture.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessReading? Now { get; init; }

    /// <summary>Call inside LifecycleStore.Read; the result is a copy.</summary>
    internal static ProcessResponse From(ProcessRecord p, long nowBootNs) => new()
    {
        Id = p.Id,
        Pid = p.Pid,
        PidInNamespace = p.Context?.PidInNamespace,
        Start = p.Start,
        Born = BornResponse.From(p),
        Parent = p.Parent,
        CurrentParent = p.CurrentParent,
        Comm = p.Comm,
        Exe = p.Exe,
        Images = ImageResponse.From(p.Images),
        FailedExecs = [.. p.FailedExecs.Select(FailedExecResponse.From)],
        Threads = p.Threads,
        State = p.State,
        Exit = ExitResponse.From(p.Exit),
        Reaped = p.Reaped is { } reaped ? new ReapedResponse(reaped.Time, reaped.By, reaped.ZombieNs) : null,
        LifetimeNs = p.LifetimeNs(nowBootNs),
        WaitedNs = p.WaitedNs,
        Uid = p.Context?.Uid,
        Gid = p.Context?.Gid,
        LoginUid = p.Context?.LoginUid,
        User = p.Context?.User,
        Cgroup = p.Context?.Cgroup,
        Container = p.Context?.Container,
        Session = p.Context?.Session,
        ProcessGroup = p.Context?.ProcessGroup,
        Cwd = p.Cwd,
        Tty = p.Context?.Tty,
        Usage = p.Usage,
        Inferred = p.Inferred.ToNames(),
        Life = p.Life,
        FromSnapshot = p.FromSnapshot,
        Children = p.ChildCount,
        LiveChildren = p.LiveChildCount,
        ExecCount = p.ExecCount,
        FailedExecCount = p.FailedExecCount,
    };
}

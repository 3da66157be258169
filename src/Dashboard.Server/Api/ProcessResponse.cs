using System.Text.Json.Serialization;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Readings;

namespace Dashboard.Server.Api;

/// <summary>One process, whole. Unknown is null.</summary>
public sealed record ProcessResponse
{
    /// <summary>"PID-STARTNS": one life of the pid.</summary>
    public required ProcessId Id { get; init; }

    public required int Pid { get; init; }

    /// <summary>As the process itself sees it, in its pid namespace.</summary>
    public required int? PidInNamespace { get; init; }

    public required Timestamp Start { get; init; }

    /// <summary>Null when the birth was not seen.</summary>
    public required BornResponse? Born { get; init; }

    /// <summary>At birth.</summary>
    public required ProcessReference? Parent { get; init; }

    /// <summary>Differs from the parent once the process was adopted.</summary>
    public required ProcessReference? CurrentParent { get; init; }

    public required string Comm { get; init; }

    /// <summary>The file that runs now, or ran last.</summary>
    public required ExecutableFile? Exe { get; init; }

    /// <summary>Oldest first. Number 0 is what fork copied, or what ran when the process was found.</summary>
    public required IReadOnlyList<ImageResponse> Images { get; init; }

    /// <summary>Oldest first; the newest 64 are kept.</summary>
    public required IReadOnlyList<FailedExecResponse> FailedExecs { get; init; }

    /// <summary>Threads now; 0 after the exit.</summary>
    public required int Threads { get; init; }

    public required ProcessState State { get; init; }

    /// <summary>Null while it runs.</summary>
    public required ExitResponse? Exit { get; init; }

    /// <summary>Null until it was waited for.</summary>
    public required ReapedResponse? Reaped { get; init; }

    /// <summary>Nanoseconds, until the exit or until now.</summary>
    public required long LifetimeNs { get; init; }

    public required uint? Uid { get; init; }

    /// <summary>The effective group.</summary>
    public required uint? Gid { get; init; }

    /// <summary>The user that logged in, as audit knows it, whatever it became later; null when nobody did, or the kernel has no audit.</summary>
    [JsonPropertyName("loginuid")]
    public required uint? LoginUid { get; init; }

    public required string? User { get; init; }

    /// <summary>The path of version 2; of a process in its root, where controllers are in version 1, that of one controller's hierarchy.</summary>
    public required string? Cgroup { get; init; }

    public required string? Container { get; init; }

    public required int? Session { get; init; }

    public required int? ProcessGroup { get; init; }

    public required string? Cwd { get; init; }

    public required string? Tty { get; init; }

    /// <summary>Read at the exit; null before.</summary>
    public required ResourceUsage? Usage { get; init; }

    /// <summary>Names of fields that were concluded, not observed.</summary>
    public required IReadOnlyList<string> Inferred { get; init; }

    /// <summary>1 for the first life of this pid in this capture, 2 for the second …</summary>
    public required int Life { get; init; }

    /// <summary>True when it was there before capture began.</summary>
    public required bool FromSnapshot { get; init; }

    /// <summary>Children by birth that are held, gone ones included.</summary>
    public required int Children { get; init; }

    public required int LiveChildren { get; init; }

    /// <summary>All successful execs, also those whose images are no longer kept.</summary>
    public required int ExecCount { get; init; }

    /// <summary>All failed execs, PATH lookups included, also those no longer kept.</summary>
    public required long FailedExecCount { get; init; }

    /// <summary>
    /// What can change without an event, as /proc said at "readAt": only in the answer for one process that has not ended, of
    /// a live capture.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessReading? Now { get; init; }

    /// <summary>Valid inside LifecycleStore.Read; the answer is a copy.</summary>
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
        Inferred = p.Inferred ?? [],
        Life = p.Life,
        FromSnapshot = p.FromSnapshot,
        Children = p.ChildCount,
        LiveChildren = p.LiveChildCount,
        ExecCount = p.ExecCount,
        FailedExecCount = p.FailedExecCount,
    };
}

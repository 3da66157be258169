using Dashboard.Core.Feeds;
using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>The state of the capture.</summary>
public sealed record StatusResponse
{
    /// <summary>"bpf" or "replay".</summary>
    public required string Source { get; init; }

    /// <summary>The kernel release of the traced machine; null when a recording does not contain it.</summary>
    public required string? Kernel { get; init; }

    public required Timestamp AttachedAt { get; init; }

    public required string? BootId { get; init; }

    /// <summary>Exclusive upper bound of pids; null when a recording does not contain it.</summary>
    public required int? PidMax { get; init; }

    /// <summary>Uptime of the dashboard in seconds.</summary>
    public required double Uptime { get; init; }

    /// <summary>Exact counts since capture began, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Events { get; init; }

    /// <summary>Records lost since capture began, by cause.</summary>
    public required IReadOnlyDictionary<string, long> Lost { get; init; }

    /// <summary>The kernel's ring buffer, in bytes; null in a replay.</summary>
    public required RingStatus? Ring { get; init; }

    /// <summary>Records shortened or lost while the ring was filling up, their processes, and those that filled it; null when that never happened.</summary>
    public required PressureStatus? Pressure { get; init; }

    /// <summary>Milliseconds between the newest event and its storage; null in a replay, and before the first event.</summary>
    public required long? LagMs { get; init; }

    public required IReadOnlyList<ProbeResponse> Probes { get; init; }

    /// <summary>What this kernel or a missing probe cannot report; empty when there is no limit.</summary>
    public required IReadOnlyList<CaptureLimit> Limits { get; init; }

    /// <summary>Why averageNs of the probes is null, in a sentence; null when run times are measured, and in a replay.</summary>
    public required string? RunTimesUnknown { get; init; }

    /// <summary>Why the web server has the privileges that tracing takes; null when a part of its own has them, and for a recording.</summary>
    public required string? KeepsPrivileges { get; init; }

    /// <summary>CPU of the dashboard itself.</summary>
    public required CpuShares Cpu { get; init; }

    /// <summary>Open pages, hub subscriptions and NDJSON streams.</summary>
    public required int Viewers { get; init; }

    /// <summary>Resident bytes of the dashboard.</summary>
    public required long Memory { get; init; }

    /// <summary>Memory of all data that is kept.</summary>
    public required MemoryResponse MemoryBudget { get; init; }

    public required ProcessCounts Processes { get; init; }

    /// <summary>Sequence number of the oldest event that is held; LastSeq is that of the newest.</summary>
    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>The recording's name; null when live.</summary>
    public required string? Recording { get; init; }

    /// <summary>The part of a recording that has been read, 0 to 1; null when live.</summary>
    public required double? RecordingProgress { get; init; }

    /// <summary>Errors in a recording: its first bad lines by number and reason, at most ten; `lost` counts all.</summary>
    public required IReadOnlyList<string> RecordingProblems { get; init; }

    /// <summary>The command of `dashboard run`; null when the whole machine is traced.</summary>
    public required OneCommand? Command { get; init; }

    /// <summary>Filters applied in the kernel: "under 4312", "uid 1000"; empty when every event is recorded.</summary>
    public required IReadOnlyList<string> KernelFilters { get; init; }

    /// <summary>Why this is not the live machine, with the fix; null when it is.</summary>
    public required CaptureNotice? Notice { get; init; }
}

using Dashboard.Core.Feeds;
using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>The state of the capture.</summary>
public sealed record StatusResponse
{
    /// <summary>"bpf" or "replay".</summary>
    public required string Source { get; init; }

    /// <summary>The kernel release that the events come from; null when a recording does not say.</summary>
    public required string? Kernel { get; init; }

    public required Timestamp AttachedAt { get; init; }

    public required string? BootId { get; init; }

    /// <summary>The first number that the kernel does not hand out; null when a recording does not say.</summary>
    public required int? PidMax { get; init; }

    /// <summary>Seconds that the dashboard has been running.</summary>
    public required double Uptime { get; init; }

    /// <summary>Exact counts since capture began, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Events { get; init; }

    /// <summary>Records lost since capture began, by cause.</summary>
    public required IReadOnlyDictionary<string, long> Lost { get; init; }

    /// <summary>The kernel's ring buffer, in bytes; null in a replay.</summary>
    public required RingStatus? Ring { get; init; }

    /// <summary>What was left out and lost while the ring was filling up, whose it was, and who filled it; null when that never happened.</summary>
    public required PressureStatus? Pressure { get; init; }

    /// <summary>Milliseconds from the newest event's moment until it was stored; null in a replay, and before the first event.</summary>
    public required long? LagMs { get; init; }

    public required IReadOnlyList<ProbeResponse> Probes { get; init; }

    /// <summary>What this kernel cannot say, and what a missing probe leaves unknown; empty when all is known.</summary>
    public required IReadOnlyList<CaptureLimit> Limits { get; init; }

    /// <summary>Why averageNs of the probes stays null, in a sentence; null when run times are measured, and in a replay.</summary>
    public required string? RunTimesUnknown { get; init; }

    /// <summary>CPU of the dashboard itself.</summary>
    public required CpuShares Cpu { get; init; }

    /// <summary>Open pages, hub subscriptions and NDJSON streams.</summary>
    public required int Viewers { get; init; }

    /// <summary>Resident bytes of the dashboard.</summary>
    public required long Memory { get; init; }

    /// <summary>Where the memory of all that is kept stands.</summary>
    public required MemoryResponse MemoryBudget { get; init; }

    public required ProcessCounts Processes { get; init; }

    /// <summary>Events that are held: the numbers of the oldest and of the newest.</summary>
    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>The recording's name; null when live.</summary>
    public required string? Recording { get; init; }

    /// <summary>The part of a recording that has been read, 0 to 1; null when live.</summary>
    public required double? RecordingProgress { get; init; }

    /// <summary>What is wrong with a recording: its first bad lines by number and reason, at most ten; `lost` counts all.</summary>
    public required IReadOnlyList<string> RecordingProblems { get; init; }

    /// <summary>What the kernel was asked to leave out: "under 4312", "uid 1000"; empty when all is told.</summary>
    public required IReadOnlyList<string> KernelFilters { get; init; }

    /// <summary>Why this is not the live machine, with the fix; null when all is well.</summary>
    public required CaptureNotice? Notice { get; init; }
}

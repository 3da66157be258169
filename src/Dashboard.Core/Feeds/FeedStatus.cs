using Dashboard.Core.Model;

namespace Dashboard.Core.Feeds;

/// <summary>The state of a source, as /status and the Tracepoints page show it.</summary>
public sealed record FeedStatus
{
    /// <summary>"bpf" or "replay".</summary>
    public required string Source { get; init; }

    /// <summary>The kernel release that the events come from; null when a recording does not say.</summary>
    public string? Kernel { get; init; }

    public string? BootId { get; init; }

    /// <summary>The first number that the kernel does not hand out (/proc/sys/kernel/pid_max); null when a recording does not say.</summary>
    public int? PidMax { get; init; }

    public Timestamp AttachedAt { get; init; }

    /// <summary>
    /// Wall clock minus CLOCK_BOOTTIME when capture began: turns boot nanoseconds into time of day, until the clock is set
    /// (<see cref="ClockEvent"/>).
    /// </summary>
    public long BootEpochUnixNs { get; init; }

    /// <summary>When capture began, on CLOCK_BOOTTIME.</summary>
    public long AttachedBootNs => AttachedAt.UnixNs - BootEpochUnixNs;

    /// <summary>Records lost, by cause, since attach.</summary>
    public IReadOnlyDictionary<string, long> Lost { get; init; } = new Dictionary<string, long>();

    public RingStatus? Ring { get; init; }

    /// <summary>What was left out and lost while the ring was filling up, and by whom; null when that never happened.</summary>
    public PressureStatus? Pressure { get; init; }

    public IReadOnlyList<ProbeStatus> Probes { get; init; } = [];

    /// <summary>What this kernel cannot say, and what a missing probe leaves unknown.</summary>
    public IReadOnlyList<CaptureLimit> Limits { get; init; } = [];

    /// <summary>Why the run times of probes are not measured, in a sentence; null when they are, and before anybody looked.</summary>
    public string? RunTimesUnknown { get; init; }

    /// <summary>CPU time of the thread that empties the ring; null when there is none.</summary>
    public long? ReaderCpuNs { get; init; }

    /// <summary>What the kernel leaves out on request; null when all is told.</summary>
    public KernelFilter? Filter { get; init; }

    /// <summary>True when a recording has been read to its end.</summary>
    public bool Ended { get; init; }

    /// <summary>The part of a recording that has been read, 0 to 1; null when live.</summary>
    public double? Progress { get; init; }

    /// <summary>What is wrong with a recording: its first bad lines by number and reason, a sentence each. At most ten.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The recording's name, for the replay banner.</summary>
    public string? RecordingName { get; init; }
}

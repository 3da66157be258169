using Dashboard.Core.Model;

namespace Dashboard.Core.Feeds;

/// <summary>The state of a source, as /status and the Tracepoints page show it.</summary>
public sealed record FeedStatus
{
    public required FeedSource Source { get; init; }

    /// <summary>The kernel release of the captured machine; null when a recording does not say.</summary>
    public string? Kernel { get; init; }

    public string? BootId { get; init; }

    /// <summary>The kernel's upper limit of pids, exclusive (/proc/sys/kernel/pid_max); null when a recording does not say.</summary>
    public int? PidMax { get; init; }

    public Timestamp AttachedAt { get; init; }

    /// <summary>
    /// Wall clock minus CLOCK_BOOTTIME when capture began: converts boot time to time of day until the clock is set
    /// (<see cref="ClockEvent"/>).
    /// </summary>
    public long BootEpochUnixNs { get; init; }

    /// <summary>When capture began, on CLOCK_BOOTTIME.</summary>
    public long AttachedBootNs => AttachedAt.UnixNs - BootEpochUnixNs;

    /// <summary>Records lost, by cause, since attach.</summary>
    public IReadOnlyDictionary<string, long> Lost { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// The losses by cause of source and stream together. The source counts a loss at once, the events report it a little later, and a
    /// recording has them only: the larger count is right.
    /// </summary>
    /// <param name="streamed">The losses that the events have reported.</param>
    public Dictionary<string, long> LostWith(IReadOnlyDictionary<string, long> streamed)
    {
        var lost = new Dictionary<string, long>(streamed);
        foreach (var (cause, count) in Lost)
        {
            lost[cause] = Math.Max(lost.GetValueOrDefault(cause), count);
        }

        return lost;
    }

    public RingStatus? Ring { get; init; }

    /// <summary>What was left out or lost while the ring was filling up, and the processes involved; null when that never happened.</summary>
    public PressureStatus? Pressure { get; init; }

    public IReadOnlyList<ProbeStatus> Probes { get; init; } = [];

    /// <summary>What this kernel cannot report, and what a missing probe leaves unknown.</summary>
    public IReadOnlyList<CaptureLimit> Limits { get; init; } = [];

    /// <summary>Why run times of probes are not measured, in a sentence; null when they are, or were not requested yet.</summary>
    public string? RunTimesUnknown { get; init; }

    /// <summary>CPU time of the thread that reads the ring buffer; null when there is none.</summary>
    public long? ReaderCpuNs { get; init; }

    /// <summary>The filter applied in the kernel; null when everything is captured.</summary>
    public KernelFilter? Filter { get; init; }

    /// <summary>True when a recording has been read to its end.</summary>
    public bool Ended { get; init; }

    /// <summary>The part of a recording that has been read, 0 to 1; null when live.</summary>
    public double? Progress { get; init; }

    /// <summary>Errors in a recording: its first bad lines by number and reason, one sentence each. At most ten.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The recording's name, for the replay banner.</summary>
    public string? RecordingName { get; init; }
}

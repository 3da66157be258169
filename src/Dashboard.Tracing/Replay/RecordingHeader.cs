using Dashboard.Core.Model;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// The optional first line of a recording: where and when it was taken. Missing values are derived from the events or stay
/// null.
/// </summary>
/// <example>{"recording":{"kernel":"6.12.9","bootId":"…","attachedAt":"2026-11-22T17:02:25Z","bootEpochUnixNs":1795366945000000000,"name":"make -j2"}}</example>
public sealed record RecordingHeader
{
    /// <summary>uname -r.</summary>
    public string? Kernel { get; init; }

    /// <summary>/proc/sys/kernel/random/boot_id.</summary>
    public string? BootId { get; init; }

    /// <summary>/proc/sys/kernel/pid_max.</summary>
    public int? PidMax { get; init; }

    public Timestamp? AttachedAt { get; init; }

    /// <summary>Wall clock minus CLOCK_BOOTTIME, in nanoseconds.</summary>
    public long? BootEpochUnixNs { get; init; }

    /// <summary>The name in the replay banner.</summary>
    public string? Name { get; init; }
}

using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>One process in the timeline's index: only what determines whether and where it is drawn.</summary>
/// <param name="EndNs">The exit on CLOCK_BOOTTIME; <see cref="Running"/> while it runs.</param>
/// <param name="ChangedNs">The time of its last event; 0 when it is known from the snapshot only.</param>
/// <param name="Parent">The parent's index; -1 for a root.</param>
/// <param name="Group">The index of its group's name; by tree, of its own.</param>
/// <param name="Failed">As <c>is:failed</c>.</param>
/// <param name="ExitFailed">It has ended by a signal or with an exit code above 0.</param>
public readonly record struct TimelineLife(ProcessId Id, long EndNs, long ChangedNs, int Parent, int Group, bool IsMatch, bool Failed, bool ExitFailed)
{
    public const long Running = long.MaxValue;

    /// <summary>When the life is drawn to begin: see <see cref="Processes.ProcessRecord.BeganBootNs"/>.</summary>
    public long StartNs { get; init; } = Id.StartNs;

    /// <summary>True when the process existed at some time between the two moments.</summary>
    public bool Overlaps(long fromNs, long toNs) => StartNs <= toNs && EndNs >= fromNs;

    /// <summary>True when it existed during the whole range without an event.</summary>
    public bool IsQuiet(long fromNs, long toNs) => StartNs < fromNs && EndNs > toNs && ChangedNs < fromNs;
}

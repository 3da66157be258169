using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>One process of the timeline's index: what decides whether and where it is drawn, and no more.</summary>
/// <param name="EndNs">The exit on the boot clock; <see cref="Running"/> while it runs.</param>
/// <param name="ChangedNs">The last moment at which anything of it was heard; 0 when it was only found.</param>
/// <param name="Parent">The parent's place in the index; -1 for a root.</param>
/// <param name="Group">The place of its group's name; -1 when grouped by tree.</param>
public readonly record struct TimelineLife(ProcessId Id, long EndNs, long ChangedNs, int Parent, int Group, bool IsMatch, bool Failed)
{
    public const long Running = long.MaxValue;

    public long StartNs => Id.StartNs;

    /// <summary>True when part of the life is between the two moments.</summary>
    public bool Overlaps(long fromNs, long toNs) => StartNs <= toNs && EndNs >= fromNs;

    /// <summary>True when nothing happened to it between the two moments: it was there all the time.</summary>
    public bool IsQuiet(long fromNs, long toNs) => StartNs < fromNs && EndNs > toNs && ChangedNs < fromNs;
}

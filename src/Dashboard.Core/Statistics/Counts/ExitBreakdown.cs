using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Exits that failed, counted by exit code or signal, program, starter and sender. Exact even for events that the history no longer
/// holds. Groups are bounded by <see cref="MaxGroups"/> and <see cref="MaxBytes"/>: beyond them new groups are counted without names.
/// </summary>
public sealed class ExitBreakdown
{
    public const int MaxGroups = 5_000;

    /// <summary>Memory of a group's key, figures and entry, without its texts.</summary>
    private const int GroupBytes = 240;

    private readonly Dictionary<Key, Tally> _groups = [];

    /// <summary>All exits.</summary>
    public long Total { get; private set; }

    /// <summary>Exits by a signal or with an exit code above 0.</summary>
    public long Failed { get; private set; }

    /// <summary>Exits by a signal.</summary>
    public long Killed { get; private set; }

    /// <summary>The clock that the timeline uses; null where the clock cannot have been set.</summary>
    internal CaptureClock? Clock { get; init; }

    /// <summary>Failed exits over time, by <see cref="SteadyTime.SteadyOf"/>.</summary>
    public FailureTimeline Timeline { get; private init; } = new();

    /// <summary>Maximum memory of the groups.</summary>
    internal long MaxBytes { get; set; } = long.MaxValue;

    /// <summary>Memory of the groups.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<ExitGroup> Groups()
        => [.. _groups.Select(g => ToGroup(g.Key, g.Value)).OrderByDescending(g => g.Count).ThenByDescending(g => g.Last)];

    /// <summary>Counts an exit. Inside LifecycleStore.Read, or by the writer.</summary>
    /// <param name="table">Knows who started the process.</param>
    internal void Count(ExitEvent exit, ProcessTable table)
    {
        Total++;
        if (!exit.Failed)
        {
            return;
        }

        var tally = TallyOf(new Key(exit.ExitCode, exit.Signal, exit.Oom, exit.Comm, StarterOf(exit, table), exit.By?.Comm), exit.Time);
        tally.Count++;
        tally.Last = exit.Time;
        tally.Example = exit.Process;
        Failed++;
        Killed += exit.Signal is null ? 0 : 1;
        Timeline.Add(Clock?.SteadyOf(exit) ?? exit.Time, FailureKey.OfExit(exit.ExitCode, exit.Signal), 1);
    }

    /// <summary>A copy, to be read without the lock: some milliseconds at most, because the number of groups is bounded.</summary>
    internal ExitBreakdown Copy()
    {
        var copy = new ExitBreakdown { Clock = Clock, Total = Total, Failed = Failed, Killed = Killed, Timeline = Timeline.Plus(new FailureTimeline()) };
        copy._groups.EnsureCapacity(_groups.Count);
        foreach (var (key, tally) in _groups)
        {
            copy._groups[key] = tally with { };
        }

        return copy;
    }

    private static string? StarterOf(ExitEvent exit, ProcessTable table)
        => table.Find(exit.Process)?.Detail is { } detail ? (detail.BornBy ?? detail.Parent)?.Comm : null;

    private Tally TallyOf(Key key, Timestamp first)
    {
        if ((_groups.Count >= MaxGroups || Bytes >= MaxBytes) && !_groups.ContainsKey(key))
        {
            key = key with { Comm = null, StartedBy = null, SentBy = null, OtherNames = true };
        }

        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out var isKnown);
        Bytes += isKnown ? 0 : GroupBytes + EventSize.Of(key.Comm) + EventSize.Of(key.StartedBy) + EventSize.Of(key.SentBy);
        return tally ??= new Tally { First = first };
    }

    private static ExitGroup ToGroup(in Key key, Tally tally) => new()
    {
        ExitCode = key.ExitCode,
        Signal = key.Signal,
        Oom = key.Oom,
        Comm = key.Comm,
        StartedBy = key.StartedBy,
        SentBy = key.SentBy,
        Count = tally.Count,
        First = tally.First,
        Last = tally.Last,
        Example = tally.Example,
        OtherNames = key.OtherNames,
    };

    private readonly record struct Key(int? ExitCode, int? Signal, bool Oom, string? Comm, string? StartedBy, string? SentBy, bool OtherNames = false);

    private sealed record Tally
    {
        public long Count { get; set; }

        public Timestamp First { get; init; }

        public Timestamp Last { get; set; }

        public ProcessId Example { get; set; }
    }
}

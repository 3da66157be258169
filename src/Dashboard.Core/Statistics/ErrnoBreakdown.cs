using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics;

/// <summary>
/// Failed execs and forks, counted by errno, syscall, comm and path, PATH lookups apart. Exact also for events that
/// the history has forgotten. Groups are bounded by <see cref="MaxGroups"/>: beyond, new ones are counted without path.
/// </summary>
public sealed class ErrnoBreakdown
{
    public const int MaxGroups = 20_000;

    private readonly Dictionary<Key, Tally> _groups = [];

    /// <summary>Execs and forks that returned, whatever they returned.</summary>
    public long Total { get; private set; }

    /// <summary>Those that failed, without PATH lookups.</summary>
    public long Failed { get; private set; }

    public long Lookups { get; private set; }

    /// <summary>The breakdown of some events, for a filter or a time range.</summary>
    public static ErrnoBreakdown Of(IEnumerable<LifecycleEvent> events)
    {
        var breakdown = new ErrnoBreakdown();
        foreach (var e in events)
        {
            breakdown.Count(e);
        }

        return breakdown;
    }

    /// <summary>Groups by the given fields, most frequent first.</summary>
    public IReadOnlyList<ErrnoGroup> Groups(ErrnoField by = ErrnoField.All)
        => _groups
            .GroupBy(g => g.Key.Only(by), g => g.Value)
            .Select(g => ToGroup(g.Key, by, g))
            .OrderByDescending(g => g.Count).ThenByDescending(g => g.Lookups).ThenBy(g => g.Number)
            .ToList();

    internal void Count(LifecycleEvent e)
    {
        switch (e)
        {
            case ExecExitEvent { Succeeded: true }:
            case ForkEvent:
                Total++;
                break;
            case ExecExitEvent exec:
                Total++;
                CountFailure(new Key(exec.Ret, exec.Syscall, exec.Comm, exec.Path), exec.Time, exec.Lookup);
                break;
            case ForkFailEvent fork:
                Total++;
                CountFailure(new Key(fork.Ret, fork.Syscall, fork.Comm, null), fork.Time, isLookup: false);
                break;
        }
    }

    /// <summary>A failure that was counted turns out to be a step of a PATH search.</summary>
    internal void MoveToLookups(in OpenLookup step)
    {
        var key = new Key(step.Ret, step.Syscall, step.Comm, step.Path);
        if (!_groups.TryGetValue(key, out var tally) && !_groups.TryGetValue(key with { Path = null }, out tally))
        {
            return;
        }

        tally.Count--;
        tally.Lookups++;
        Failed--;
        Lookups++;
    }

    private void CountFailure(Key key, Timestamp time, bool isLookup)
    {
        if (_groups.Count >= MaxGroups && !_groups.ContainsKey(key))
        {
            key = key with { Path = null };
        }

        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out _);
        tally ??= new Tally { First = time };
        tally.Last = time;
        if (isLookup)
        {
            tally.Lookups++;
            Lookups++;
        }
        else
        {
            tally.Count++;
            Failed++;
        }
    }

    private static ErrnoGroup ToGroup(Key key, ErrnoField by, IEnumerable<Tally> tallies)
    {
        var all = tallies.ToList();
        var named = by.HasFlag(ErrnoField.Errno);
        return new ErrnoGroup
        {
            Errno = named ? Errno.NameOf(key.Ret) : null,
            Number = named ? (int)-key.Ret : null,
            Meaning = named ? Errno.MeaningOf(key.Ret) : null,
            Syscall = key.Syscall,
            Comm = key.Comm,
            Path = key.Path,
            Count = all.Sum(t => t.Count),
            Lookups = all.Sum(t => t.Lookups),
            First = all.Min(t => t.First),
            Last = all.Max(t => t.Last),
        };
    }

    private readonly record struct Key(long Ret, string? Syscall, string? Comm, string? Path)
    {
        public Key Only(ErrnoField by) => new(
            by.HasFlag(ErrnoField.Errno) ? Ret : 0,
            by.HasFlag(ErrnoField.Syscall) ? Syscall : null,
            by.HasFlag(ErrnoField.Comm) ? Comm : null,
            by.HasFlag(ErrnoField.Path) ? Path : null);
    }

    private sealed class Tally
    {
        public long Count { get; set; }

        public long Lookups { get; set; }

        public Timestamp First { get; init; }

        public Timestamp Last { get; set; }
    }
}

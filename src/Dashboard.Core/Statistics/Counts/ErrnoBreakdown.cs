using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Failed execs and forks, counted by errno, syscall, comm and path, with PATH lookups separate. Exact even for events that the
/// history no longer holds. Groups are bounded by <see cref="MaxGroups"/> and <see cref="MaxBytes"/>: beyond them new groups are
/// counted without path, and finally without name.
/// </summary>
public sealed class ErrnoBreakdown
{
    public const int MaxGroups = 20_000;

    /// <summary>Further groups that are kept by name; beyond them new groups have no name either.</summary>
    private const int MaxNamed = 5_000;

    /// <summary>Memory of a group's key, figures and entry, without its texts.</summary>
    private const int GroupBytes = 208;

    private const int Recents = 64;

    private readonly Dictionary<Key, Tally> _groups = [];

    /// <summary>
    /// The groups of the last failures by length of their path. A failing process usually repeats the same call, and a feed shares
    /// equal texts as one object: then no hashing is needed. Groups are never removed, so no entry becomes stale.
    /// </summary>
    private readonly (Key Key, Tally? Tally)[] _recent = new (Key, Tally?)[Recents];

    /// <summary>All execs and forks that returned, successful or not.</summary>
    public long Total { get; private set; }

    /// <summary>Failures, without PATH lookups.</summary>
    public long Failed { get; private set; }

    public long Lookups { get; private set; }

    /// <summary>The clock that the timeline uses; null where the clock cannot have been set.</summary>
    internal CaptureClock? Clock { get; init; }

    /// <summary>Failures over time, by <see cref="SteadyTime.SteadyOf"/>.</summary>
    public FailureTimeline Timeline { get; private init; } = new();

    /// <summary>True once groups beyond the limit were merged.</summary>
    public bool HasMergedPaths { get; private set; }

    /// <summary>Maximum memory of the groups.</summary>
    internal long MaxBytes { get; set; } = long.MaxValue;

    /// <summary>Memory of the groups.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Groups by the given fields, most frequent first.</summary>
    public IReadOnlyList<ErrnoGroup> Groups(ErrnoField by = ErrnoField.All)
        => _groups
            .GroupBy(g => g.Key.Only(by), g => g.Value)
            .Select(g => ToGroup(g.Key, by, g))
            .OrderByDescending(g => g.Count).ThenByDescending(g => g.Lookups).ThenBy(g => g.Number)
            .ToList();

    /// <summary>Counts execs and forks; ignores other kinds.</summary>
    internal void Count(LifecycleEvent e)
    {
        switch (e)
        {
            case ExecExitEvent exec:
                Count(exec);
                break;
            case ForkFailEvent fail:
                Count(fail);
                break;
            case ForkEvent:
                CountFork();
                break;
        }
    }

    internal void CountFork() => Total++;

    internal void Count(ExecExitEvent exec)
    {
        Total++;
        if (!exec.Succeeded)
        {
            CountFailure(new Key(exec.Ret, exec.Syscall, exec.Comm, exec.WholePath), exec, exec.Lookup);
        }
    }

    internal void Count(ForkFailEvent fork)
    {
        Total++;
        CountFailure(new Key(fork.Ret, fork.Syscall, fork.Comm, null), fork, isLookup: false);
    }

    /// <summary>A counted failure turned out to be a step of a PATH search.</summary>
    internal void MoveToLookups(in OpenLookup step)
    {
        var key = new Key(step.Ret, step.Syscall, step.Comm, step.Path);
        ref readonly var recent = ref RecentOf(key);
        var tally = recent.Key.IsSame(key) ? recent.Tally : null;
        if (tally is null && !_groups.TryGetValue(key, out tally) && !_groups.TryGetValue(key.WithoutPath(), out tally)
            && !_groups.TryGetValue(key.WithoutPath().WithoutName(), out tally))
        {
            return;
        }

        tally.Count--;
        tally.Lookups++;
        Timeline.Add(Clock is { WasSet: true } ? Clock.ToSteady(step.BootNs) : step.Time, FailureKey.OfRet(step.Ret), -1);
        Failed--;
        Lookups++;
    }

    /// <summary>A copy, to be read without the lock: some milliseconds at most, because the number of groups is bounded.</summary>
    internal ErrnoBreakdown Copy()
    {
        var copy = new ErrnoBreakdown { Clock = Clock, Total = Total, Failed = Failed, Lookups = Lookups, HasMergedPaths = HasMergedPaths, Timeline = Timeline.Plus(new FailureTimeline()) };
        copy._groups.EnsureCapacity(_groups.Count);
        foreach (var (key, tally) in _groups)
        {
            copy._groups[key] = tally with { };
        }

        return copy;
    }

    /// <summary>The groups that match a filter on group fields only. Its timeline is empty, because the timeline has no paths.</summary>
    internal ErrnoBreakdown Where(Filter filter)
    {
        var some = new ErrnoBreakdown();
        var subject = new ErrnoGroupSubject();
        foreach (var (key, tally) in _groups)
        {
            if (filter.Matches(subject.At(key.Ret, key.Syscall, key.Comm, key.Path)))
            {
                some._groups[key] = tally;
                some.Failed += tally.Count;
                some.Lookups += tally.Lookups;
            }
        }

        some.Total = some.Failed + some.Lookups;
        return some;
    }

    private void CountFailure(in Key key, LifecycleEvent e, bool isLookup)
    {
        ref var recent = ref RecentOf(key);
        if (recent.Tally is null || !recent.Key.IsSame(key))
        {
            recent = (key, TallyOf(key, e.Time));
        }

        var tally = recent.Tally!;
        tally.Last = e.Time;
        tally.Example = e.Process;
        if (isLookup)
        {
            tally.Lookups++;
            Lookups++;
        }
        else
        {
            tally.Count++;
            Failed++;
            Timeline.Add(Clock?.SteadyOf(e) ?? e.Time, FailureKey.OfRet(key.Ret), 1);
        }
    }

    private Tally TallyOf(Key key, Timestamp first)
    {
        if ((_groups.Count >= MaxGroups || Bytes >= MaxBytes) && !_groups.ContainsKey(key))
        {
            key = key.WithoutPath();
            HasMergedPaths = true;
            if ((_groups.Count >= MaxGroups + MaxNamed || Bytes - (MaxBytes / 4) >= MaxBytes) && !_groups.ContainsKey(key))
            {
                key = key.WithoutName();
            }
        }

        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out var isKnown);
        Bytes += isKnown ? 0 : GroupBytes + EventSize.Of(key.Path) + EventSize.Of(key.Comm);
        return tally ??= new Tally { First = first };
    }

    private ref (Key Key, Tally? Tally) RecentOf(in Key key) => ref _recent[(key.Path?.Length ?? 0) % Recents];

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
            OtherNames = key.OtherNames,
            OtherPaths = key.OtherPaths,
            Count = all.Sum(t => t.Count),
            Lookups = all.Sum(t => t.Lookups),
            First = all.Min(t => t.First),
            Last = all.Max(t => t.Last),
            Example = all.MaxBy(t => t.Last)!.Example,
        };
    }

    /// <param name="OtherNames">True for the sum of all names without a group of their own.</param>
    /// <param name="OtherPaths">The same for paths; false with a null path means unknown.</param>
    private readonly record struct Key(long Ret, string? Syscall, string? Comm, string? Path, bool OtherNames = false, bool OtherPaths = false)
    {
        /// <summary>True for identical text objects; equal texts may be different objects.</summary>
        public bool IsSame(in Key other)
            => Ret == other.Ret && ReferenceEquals(Path, other.Path) && ReferenceEquals(Comm, other.Comm) && ReferenceEquals(Syscall, other.Syscall);

        public Key WithoutPath() => this with { Path = null, OtherPaths = Path is not null };

        public Key WithoutName() => this with { Comm = null, OtherNames = true };

        public Key Only(ErrnoField by) => new(
            by.HasFlag(ErrnoField.Errno) ? Ret : 0,
            by.HasFlag(ErrnoField.Syscall) ? Syscall : null,
            by.HasFlag(ErrnoField.Comm) ? Comm : null,
            by.HasFlag(ErrnoField.Path) ? Path : null,
            by.HasFlag(ErrnoField.Comm) && OtherNames,
            by.HasFlag(ErrnoField.Path) && OtherPaths);
    }

    private sealed record Tally
    {
        public long Count { get; set; }

        public long Lookups { get; set; }

        public Timestamp First { get; init; }

        public Timestamp Last { get; set; }

        /// <summary>The process of the last failure.</summary>
        public ProcessId Example { get; set; }
    }
}

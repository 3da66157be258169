using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Failed execs and forks, counted by errno, syscall, comm and path, PATH lookups apart. Exact also for events that
/// the history has forgotten. Groups are bounded by <see cref="MaxGroups"/> and <see cref="MaxBytes"/>: beyond, new ones
/// are counted without path, and at last without name.
/// </summary>
public sealed class ErrnoBreakdown
{
    public const int MaxGroups = 20_000;

    /// <summary>So many more are kept apart by name; beyond, new ones are counted without it, too.</summary>
    private const int MaxNamed = 5_000;

    /// <summary>Key, figures and place of a group, without its texts.</summary>
    private const int GroupBytes = 208;

    private const int Recents = 64;

    private readonly Dictionary<Key, Tally> _groups = [];

    /// <summary>
    /// The groups of the last failures, by the length of their path. Whoever fails does it again and again, and a feed
    /// gives equal texts as one object: then nothing is hashed. A group is never dropped, so none goes stale.
    /// </summary>
    private readonly (Key Key, Tally? Tally)[] _recent = new (Key, Tally?)[Recents];

    /// <summary>Execs and forks that returned, whatever they returned.</summary>
    public long Total { get; private set; }

    /// <summary>Those that failed, without PATH lookups.</summary>
    public long Failed { get; private set; }

    public long Lookups { get; private set; }

    /// <summary>By which the timeline counts; null where no clock can have been set.</summary>
    internal CaptureClock? Clock { get; init; }

    /// <summary>When they failed, by <see cref="SteadyTime.SteadyOf"/>.</summary>
    public FailureTimeline Timeline { get; private init; } = new();

    /// <summary>True once there were more groups than are kept apart.</summary>
    public bool HasMergedPaths { get; private set; }

    /// <summary>Memory that the groups may take.</summary>
    internal long MaxBytes { get; set; } = long.MaxValue;

    /// <summary>Memory that the groups take.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Groups by the given fields, most frequent first.</summary>
    public IReadOnlyList<ErrnoGroup> Groups(ErrnoField by = ErrnoField.All)
        => _groups
            .GroupBy(g => g.Key.Only(by), g => g.Value)
            .Select(g => ToGroup(g.Key, by, g))
            .OrderByDescending(g => g.Count).ThenByDescending(g => g.Lookups).ThenBy(g => g.Number)
            .ToList();

    /// <summary>Counts what can fail; of other kinds nothing.</summary>
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

    /// <summary>A failure that was counted turns out to be a step of a PATH search.</summary>
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
        Timeline.Add(Clock is { WasSet: true } ? Clock.ToSteady(step.BootNs) : step.Time, step.Ret, -1);
        Failed--;
        Lookups++;
    }

    /// <summary>As it stands, to be looked at without the store: some milliseconds at most, for there are at most so many groups.</summary>
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

    /// <summary>The groups that a filter of nothing but their own fields lets through. Its timeline is empty, because time knows no paths.</summary>
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
            Timeline.Add(Clock?.SteadyOf(e) ?? e.Time, key.Ret, 1);
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

    /// <param name="OtherNames">It stands for all names that have no group of their own.</param>
    /// <param name="OtherPaths">The same of paths; a path that is not known is null without it.</param>
    private readonly record struct Key(long Ret, string? Syscall, string? Comm, string? Path, bool OtherNames = false, bool OtherPaths = false)
    {
        /// <summary>The same objects; equal texts may be different ones.</summary>
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

        /// <summary>Whom it happened to last.</summary>
        public ProcessId Example { get; set; }
    }
}

using System.Runtime.InteropServices;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The rows of one visible range, in order: the processes in it and their ancestors. Reads the index only.</summary>
public sealed partial class TimelineLayout
{
    /// <summary>Steps of a group's curve.</summary>
    public const int DensitySteps = 80;

    private readonly TimelineIndex _index;
    private readonly List<TimelinePlace> _places = [];
    private readonly Dictionary<int, int> _shownChildren = [];
    private readonly Dictionary<int, (int Count, int Failed, int Running)> _groups = [];

    /// <summary>Of the headers that were shown, by key; bounded by the rows. Each costs a pass over all lives, and the range is fixed.</summary>
    private readonly Dictionary<string, (int[] AtOnce, int[] FailedAt)> _drawn = [];

    private TimelineLayout(TimelineIndex index, long fromNs, long toNs) => (_index, FromNs, ToNs) = (index, fromNs, toNs);

    public long FromNs { get; }

    public long ToNs { get; }

    /// <summary>All rows of the range; bounded by the index and the number of groups.</summary>
    public IReadOnlyList<TimelinePlace> Places => _places;

    /// <summary>Processes in the range that match.</summary>
    public int Matched { get; private set; }

    /// <summary>Matching processes that are left out because they ran all the time without an event.</summary>
    public int Quiet { get; private set; }

    /// <param name="openGroups">Keys of the expanded groups and storms.</param>
    /// <param name="stormSize">Minimum number of ended children with one name that share a row.</param>
    public static TimelineLayout Of(TimelineIndex index, long fromNs, long toNs, bool withQuiet, IReadOnlySet<string>? openGroups = null, int stormSize = int.MaxValue)
    {
        var layout = new TimelineLayout(index, fromNs, toNs);
        if (index.Grouping == TimelineGrouping.Tree)
        {
            layout.PlaceTree(withQuiet, openGroups, stormSize);
        }
        else
        {
            layout.PlaceGroups(withQuiet, openGroups);
        }

        return layout;
    }

    /// <summary>The row of a process in the index; null when it is not shown.</summary>
    public int? RowOf(int life)
    {
        var at = _places.FindIndex(p => p.Life == life);
        return at < 0 ? null : at;
    }

    /// <summary>Number of shown siblings in a row's set (aria-setsize).</summary>
    public int SetSize(in TimelinePlace place) => _shownChildren.GetValueOrDefault(place.ParentRow, 1);

    /// <summary>What opens and closes a row that holds others.</summary>
    public string KeyOf(in TimelinePlace place) => place.Storm?.Key ?? _index.Groups[place.Group];

    /// <summary>The header of a group or a storm: its counts, and how many of it there were at once over the range.</summary>
    public TimelineGroup Group(in TimelinePlace place, bool open)
    {
        var key = KeyOf(place);
        if (!_drawn.TryGetValue(key, out var drawn))
        {
            _drawn[key] = drawn = Draw(place);
        }

        var (count, failed, running) = place.Storm is { } storm ? (storm.Members.Count, CountFailed(storm), 0) : _groups[place.Group];
        return new TimelineGroup(key, _index.Groups[place.Group], count, failed, running, open, drawn.AtOnce, drawn.FailedAt);
    }

    private int CountFailed(TimelineStorm storm)
    {
        var failed = 0;
        foreach (var member in storm.Members)
        {
            failed += _index.Lives[member].Failed ? 1 : 0;
        }

        return failed;
    }

    private (int[] AtOnce, int[] FailedAt) Draw(in TimelinePlace place)
    {
        var (starts, ends, failedAt) = (new List<long>(), new List<long>(), new int[DensitySteps]);
        var lives = _index.Lives;
        for (var i = 0; i < lives.Length; i++)
        {
            ref readonly var life = ref lives[i];
            if (life.Group == place.Group && Holds(place, i) && life.Overlaps(FromNs, ToNs))
            {
                var start = Math.Max(life.StartNs, FromNs);
                starts.Add(start);
                if (life.EndNs <= ToNs)
                {
                    ends.Add(Math.Max(life.EndNs, start + 1));
                    failedAt[StepOf(life.EndNs)] += life.Failed ? 1 : 0;
                }
            }
        }

        foreach (var (life, at) in _index.RunningFailures)
        {
            if (at >= FromNs && at <= ToNs && lives[life].Group == place.Group && place.Storm is null)
            {
                failedAt[StepOf(at)]++;
            }
        }

        return (Concurrency.Of(CollectionsMarshal.AsSpan(starts), CollectionsMarshal.AsSpan(ends), FromNs, ToNs, DensitySteps), failedAt);
    }

    private bool Holds(in TimelinePlace place, int life) => place.Storm is { } storm ? storm.Members.BinarySearch(life) >= 0 : _index.Lives[life].IsMatch;

    private int StepOf(long ns) => (int)Math.Clamp((ns - FromNs) * (double)DensitySteps / Math.Max(1, ToNs - FromNs), 0, DensitySteps - 1);

    private void PlaceGroups(bool withQuiet, IReadOnlySet<string>? openGroups)
    {
        var members = new Dictionary<int, List<int>>();
        var lives = _index.Lives;
        for (var i = 0; i < lives.Length; i++)
        {
            ref readonly var life = ref lives[i];
            if (!Shows(life, withQuiet))
            {
                continue;
            }

            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, life.Group, out _);
            group = (group.Count + 1, group.Failed + (life.Failed ? 1 : 0), group.Running + (life.EndNs == TimelineLife.Running ? 1 : 0));
            if (openGroups?.Contains(_index.Groups[life.Group]) ?? false)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(members, life.Group, out _) ??= []).Add(i);
            }
        }

        foreach (var group in _groups.OrderByDescending(g => g.Value.Count).ThenBy(g => _index.Groups[g.Key], StringComparer.Ordinal))
        {
            var head = _places.Count;
            Place(-1, group.Key, -1);
            if (members.TryGetValue(group.Key, out var inside))
            {
                foreach (var life in inside.OrderBy(i => _index.Lives[i].StartNs))
                {
                    Place(life, group.Key, head);
                }
            }
        }
    }

    private bool Shows(in TimelineLife life, bool withQuiet)
    {
        if (!life.IsMatch || !life.Overlaps(FromNs, ToNs))
        {
            return false;
        }

        Matched++;
        var quiet = life.IsQuiet(FromNs, ToNs);
        Quiet += quiet && !withQuiet ? 1 : 0;
        return withQuiet || !quiet;
    }

    private void Place(int life, int group, int parentRow, TimelineStorm? storm = null)
    {
        ref var siblings = ref CollectionsMarshal.GetValueRefOrAddDefault(_shownChildren, parentRow, out _);
        var level = parentRow < 0 ? 1 : _places[parentRow].Level + 1;
        _places.Add(new TimelinePlace(life, group, level, parentRow, ++siblings) { Storm = storm });
    }
}

using System.Buffers;
using System.Runtime.InteropServices;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The rows of one visible range, in order: the processes in it and their ancestors. Reads the index only.</summary>
public sealed class TimelineLayout
{
    /// <summary>Steps of a group's curve.</summary>
    public const int DensitySteps = 80;

    private readonly TimelineIndex _index;
    private readonly List<TimelinePlace> _places = [];
    private readonly Dictionary<int, int> _shownChildren = [];
    private readonly Dictionary<int, (int Count, int Failed, int Running)> _groups = [];

    /// <summary>Of the groups that were shown; bounded by the groups. Each costs a pass over all lives, and the range is fixed.</summary>
    private readonly Dictionary<int, int[]> _atOnce = [];

    private TimelineLayout(TimelineIndex index, long fromNs, long toNs) => (_index, FromNs, ToNs) = (index, fromNs, toNs);

    public long FromNs { get; }

    public long ToNs { get; }

    /// <summary>All rows of the range; bounded by the index and the number of groups.</summary>
    public IReadOnlyList<TimelinePlace> Places => _places;

    /// <summary>Processes in the range that match.</summary>
    public int Matched { get; private set; }

    /// <summary>Matching processes that are left out because they ran all the time without an event.</summary>
    public int Quiet { get; private set; }

    /// <param name="openGroups">Names of the expanded groups.</param>
    public static TimelineLayout Of(TimelineIndex index, long fromNs, long toNs, bool withQuiet, IReadOnlySet<string>? openGroups = null)
    {
        var layout = new TimelineLayout(index, fromNs, toNs);
        if (index.Grouping == TimelineGrouping.Tree)
        {
            layout.PlaceTree(withQuiet);
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

    /// <summary>The header of a group: its counts, and how many of it there were at once over the range.</summary>
    public TimelineGroup Group(int group, bool open)
    {
        var (count, failed, running) = _groups[group];
        if (!_atOnce.TryGetValue(group, out var atOnce))
        {
            _atOnce[group] = atOnce = AtOnce(group);
        }

        return new TimelineGroup(_index.Groups[group], count, failed, running, open, atOnce);
    }

    private int[] AtOnce(int group)
    {
        var (starts, ends) = (new List<long>(), new List<long>());
        foreach (ref readonly var life in _index.Lives)
        {
            if (life.Group == group && life.IsMatch && life.Overlaps(FromNs, ToNs))
            {
                var start = Math.Max(life.StartNs, FromNs);
                starts.Add(start);
                if (life.EndNs <= ToNs)
                {
                    ends.Add(Math.Max(life.EndNs, start + 1));
                }
            }
        }

        return Concurrency.Of(CollectionsMarshal.AsSpan(starts), CollectionsMarshal.AsSpan(ends), FromNs, ToNs, DensitySteps);
    }

    private void PlaceTree(bool withQuiet)
    {
        var lives = _index.Lives;
        var wanted = ArrayPool<bool>.Shared.Rent(lives.Length);
        var rowOf = ArrayPool<int>.Shared.Rent(lives.Length);
        Array.Clear(wanted, 0, lives.Length);
        try
        {
            // Children first: an ancestor of a shown process is wanted, and shown if it existed in the range.
            for (var i = lives.Length - 1; i >= 0; i--)
            {
                wanted[i] |= Shows(lives[i], withQuiet);
                if (wanted[i] && lives[i].Parent >= 0)
                {
                    wanted[lives[i].Parent] = true;
                }
            }

            for (var i = 0; i < lives.Length; i++)
            {
                ref readonly var life = ref lives[i];

                // For a process that is not shown: its nearest shown ancestor, for its descendants.
                var above = life.Parent < 0 ? -1 : rowOf[life.Parent];
                var shown = wanted[i] && life.Overlaps(FromNs, ToNs);
                rowOf[i] = shown ? _places.Count : above;
                if (shown)
                {
                    Place(i, -1, above);
                }
            }
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(wanted);
            ArrayPool<int>.Shared.Return(rowOf);
        }
    }

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

    private void Place(int life, int group, int parentRow)
    {
        ref var siblings = ref CollectionsMarshal.GetValueRefOrAddDefault(_shownChildren, parentRow, out _);
        var level = parentRow < 0 ? 1 : _places[parentRow].Level + 1;
        _places.Add(new TimelinePlace(life, group, level, parentRow, ++siblings));
    }
}

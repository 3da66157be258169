using System.Runtime.InteropServices;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>The groups of a window by key. Bounded by the window's rows: a group without a row is removed.</summary>
internal sealed class RecentGroups<TKey, TTally>
    where TKey : notnull
    where TTally : class
{
    private readonly Dictionary<TKey, RecentGroup<TKey, TTally>> _groups = [];

    /// <summary>A group with its key, whose texts are those of the table, and its entry.</summary>
    private const long GroupBytes = 200;

    public int Count => _groups.Count;

    public long Bytes => GroupBytes * Count;

    public RecentGroup<TKey, TTally> Hold(TKey key)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out _);
        group ??= new RecentGroup<TKey, TTally>(key);
        group.Holders++;
        return group;
    }

    public void Release(RecentGroup<TKey, TTally>? group)
    {
        if (group is not null && --group.Holders == 0)
        {
            _groups.Remove(group.Key);
        }
    }

    /// <summary>Takes the tallies of all groups that have one.</summary>
    public List<TTally> TakeTallies()
    {
        var tallies = new List<TTally>();
        foreach (var (_, group) in _groups)
        {
            if (group.Tally is { } tally)
            {
                tallies.Add(tally);
                group.Tally = null;
            }
        }

        return tallies;
    }
}

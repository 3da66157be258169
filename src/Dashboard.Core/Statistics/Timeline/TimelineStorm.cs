using System.Runtime.InteropServices;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Ended children of one parent with one name that share a row until it is opened, as in the tree.</summary>
/// <param name="Key">What opens and closes it: the parent and the name.</param>
/// <param name="Members">Indices in order of birth; bounded by the parent's children.</param>
internal sealed record TimelineStorm(string Key, int Group, List<int> Members)
{
    /// <summary>Its row; -1 until it has one.</summary>
    public int Row { get; set; } = -1;

    /// <summary>The storms among the processes that are shown.</summary>
    /// <param name="shown">By index: in the range, with nothing that runs in it or below it.</param>
    /// <param name="size">Minimum number of children.</param>
    public static Dictionary<(int Parent, int Group), TimelineStorm> Find(TimelineIndex index, ReadOnlySpan<bool> shown, int size)
    {
        var storms = new Dictionary<(int Parent, int Group), TimelineStorm>();
        var lives = index.Lives;
        var counts = new Dictionary<(int Parent, int Group), int>();
        for (var i = 0; size < lives.Length && i < lives.Length; i++)
        {
            if (shown[i])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (lives[i].Parent, lives[i].Group), out _)++;
            }
        }

        foreach (var (of, count) in counts)
        {
            if (count >= size)
            {
                var parent = of.Parent < 0 ? "" : lives[of.Parent].Id.ToString();
                storms.Add(of, new TimelineStorm($"{parent} {index.Groups[of.Group]}", of.Group, new List<int>(count)));
            }
        }

        for (var i = 0; storms.Count > 0 && i < lives.Length; i++)
        {
            if (shown[i] && storms.TryGetValue((lives[i].Parent, lives[i].Group), out var storm))
            {
                storm.Members.Add(i);
            }
        }

        return storms;
    }
}

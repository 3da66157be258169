using System.Buffers;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The rows of the tree, in which many ended children of one name share a row.</summary>
public sealed partial class TimelineLayout
{
    private Dictionary<(int Parent, int Group), TimelineStorm> _storms = [];

    /// <summary>The keys of the storms that a process is in, the innermost first.</summary>
    public IEnumerable<string> StormsOf(int life)
    {
        for (var at = life; at >= 0; at = _index.Lives[at].Parent)
        {
            var (parent, group) = (_index.Lives[at].Parent, _index.Lives[at].Group);
            if (_storms.TryGetValue((parent, group), out var storm) && storm.Members.BinarySearch(at) >= 0)
            {
                yield return storm.Key;
            }
        }
    }

    private void PlaceTree(bool withQuiet, IReadOnlySet<string>? open, int stormSize)
    {
        var count = _index.Lives.Length;
        var (wanted, folds) = (ArrayPool<bool>.Shared.Rent(count), ArrayPool<bool>.Shared.Rent(count));
        var (sizes, rowOf) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
        try
        {
            MarkTree(withQuiet, wanted.AsSpan(0, count), folds.AsSpan(0, count), sizes.AsSpan(0, count));
            _storms = TimelineStorm.Find(_index, folds.AsSpan(0, count), stormSize);
            PlaceTree(wanted.AsSpan(0, count), folds.AsSpan(0, count), sizes.AsSpan(0, count), rowOf.AsSpan(0, count), open);
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(wanted);
            ArrayPool<bool>.Shared.Return(folds);
            ArrayPool<int>.Shared.Return(sizes);
            ArrayPool<int>.Shared.Return(rowOf);
        }
    }

    /// <summary>Children first: an ancestor of a shown process is wanted, and shown if it existed in the range.</summary>
    /// <param name="folds">It is shown, and nothing runs in it or below it.</param>
    /// <param name="sizes">A process and its descendants, which follow it.</param>
    private void MarkTree(bool withQuiet, Span<bool> wanted, Span<bool> folds, Span<int> sizes)
    {
        var lives = _index.Lives;
        wanted.Clear();
        folds.Fill(true);
        sizes.Fill(1);
        for (var i = lives.Length - 1; i >= 0; i--)
        {
            ref readonly var life = ref lives[i];
            wanted[i] |= Shows(life, withQuiet);
            var runs = !folds[i] || (wanted[i] && life.EndNs == TimelineLife.Running);
            folds[i] = !runs && wanted[i] && life.Overlaps(FromNs, ToNs);
            if (life.Parent >= 0)
            {
                wanted[life.Parent] |= wanted[i];
                folds[life.Parent] &= !runs;
                sizes[life.Parent] += sizes[i];
            }
        }
    }

    private void PlaceTree(ReadOnlySpan<bool> wanted, ReadOnlySpan<bool> folds, ReadOnlySpan<int> sizes, Span<int> rowOf, IReadOnlySet<string>? open)
    {
        var lives = _index.Lives;

        // With a stack instead of recursion, as in BirthOrder. Of a member of an open storm, the first row is under that of the storm.
        var parts = new Stack<(int From, int To, int StormRow)>();
        parts.Push((0, lives.Length, -1));
        while (parts.TryPop(out var part))
        {
            for (var (i, stormRow) = (part.From, part.StormRow); i < part.To; stormRow = -1)
            {
                ref readonly var life = ref lives[i];

                // For a process that is not shown: its nearest shown ancestor, for its descendants.
                var above = stormRow >= 0 ? stormRow : life.Parent < 0 ? -1 : rowOf[life.Parent];
                if (stormRow < 0 && folds[i] && _storms.TryGetValue((life.Parent, life.Group), out var storm))
                {
                    // The first member stands for all.
                    var (isFirst, next) = (storm.Row < 0, i + sizes[i]);
                    if (isFirst)
                    {
                        storm.Row = _places.Count;
                        Place(-1, life.Group, above, storm);
                    }

                    if (isFirst && open?.Contains(storm.Key) == true)
                    {
                        parts.Push((next, part.To, -1));
                        for (var m = storm.Members.Count - 1; m >= 0; m--)
                        {
                            parts.Push((storm.Members[m], storm.Members[m] + sizes[storm.Members[m]], storm.Row));
                        }

                        break;
                    }

                    i = next;
                    continue;
                }

                var shown = wanted[i] && life.Overlaps(FromNs, ToNs);
                rowOf[i] = shown ? _places.Count : above;
                if (shown)
                {
                    Place(i, -1, above);
                }

                i++;
            }
        }
    }
}

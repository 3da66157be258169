namespace Dashboard.Ui.Process;

/// <summary>What changed between the arguments of an image and those of the image before.</summary>
public static class ArgumentsDiff
{
    /// <summary>Arguments compared: the table of the comparison grows with the square.</summary>
    private const int Most = 40;

    /// <summary>In the order of both lists. Null when nothing is the same (another command altogether), or nothing differs.</summary>
    public static IReadOnlyList<ArgumentChange>? Of(IReadOnlyList<string>? before, IReadOnlyList<string>? now)
    {
        if (before is not { Count: > 0 and <= Most } || now is not { Count: > 0 and <= Most } || before.SequenceEqual(now))
        {
            return null;
        }

        var same = Longest(before, now);
        return same[0, 0] == 0 ? null : Walk(before, now, same);
    }

    /// <summary>At [i, j] the length of the longest common subsequence of what begins there.</summary>
    private static int[,] Longest(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var same = new int[before.Count + 1, now.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                same[i, j] = before[i] == now[j] ? same[i + 1, j + 1] + 1 : Math.Max(same[i + 1, j], same[i, j + 1]);
            }
        }

        return same;
    }

    private static List<ArgumentChange> Walk(IReadOnlyList<string> before, IReadOnlyList<string> now, int[,] same)
    {
        var changes = new List<ArgumentChange>();
        var (i, j) = (0, 0);
        while (i < before.Count || j < now.Count)
        {
            if (i < before.Count && j < now.Count && before[i] == now[j])
            {
                changes.Add(new ArgumentChange(now[j++], ' '));
                i++;
            }
            else if (j == now.Count || (i < before.Count && same[i + 1, j] >= same[i, j + 1]))
            {
                changes.Add(new ArgumentChange(before[i++], '-'));
            }
            else
            {
                changes.Add(new ArgumentChange(now[j++], '+'));
            }
        }

        return changes;
    }
}

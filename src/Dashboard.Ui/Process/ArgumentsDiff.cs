namespace Dashboard.Ui.Process;

/// <summary>Difference between the arguments of an image and those of the previous image.</summary>
public static class ArgumentsDiff
{
    /// <summary>Maximum arguments compared; the LCS table grows quadratically.</summary>
    private const int MaxArguments = 40;

    /// <summary>In the order of both lists. Null when nothing is equal (a different command) or nothing differs.</summary>
    public static IReadOnlyList<ArgumentChange>? Of(IReadOnlyList<string>? before, IReadOnlyList<string>? now)
    {
        if (before is not { Count: > 0 and <= MaxArguments } || now is not { Count: > 0 and <= MaxArguments } || before.SequenceEqual(now))
        {
            return null;
        }

        var same = SubsequenceLengths(before, now);
        return same[0, 0] == 0 ? null : Walk(before, now, same);
    }

    /// <summary>[i, j] is the length of the longest common subsequence of before[i..] and now[j..].</summary>
    private static int[,] SubsequenceLengths(IReadOnlyList<string> before, IReadOnlyList<string> now)
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

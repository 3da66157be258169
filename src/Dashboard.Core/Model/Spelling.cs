namespace Dashboard.Core.Model;

/// <summary>Suggests the name that was probably meant.</summary>
public static class Spelling
{
    /// <summary>The most similar name by insertions, deletions, substitutions and transpositions; null when none is similar.</summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        // With more differences it is another word, not a typing error.
        var limit = typed.Length switch { < 5 => 1, < 8 => 2, _ => 3 };
        string? nearest = null;
        var best = limit + 1;
        foreach (var name in names)
        {
            if (Math.Abs(name.Length - typed.Length) < best)
            {
                var distance = Distance(typed, name);
                if (distance < best)
                {
                    (nearest, best) = (name, distance);
                }
            }
        }

        // All names of two letters are similar to each other.
        return best < typed.Length ? nearest : null;
    }

    /// <summary>Optimal string alignment distance, ignoring case.</summary>
    internal static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}

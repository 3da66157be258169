using System.Globalization;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// Estimates the automaton size of a pattern: its characters and classes, counted repeats expanded, so that <c>(ab){3}</c> is 6.
/// Accepts any text, and overestimates rather than underestimates: the framework validates patterns, and only
/// after this check.
/// </summary>
internal static class RegexSize
{
    /// <summary>The result for everything this large or larger.</summary>
    public const int Max = 1_000_000;

    public static int Of(string pattern)
    {
        // Sizes of the open groups; bounded by the length of the pattern.
        var open = new Stack<long>();
        var (sum, last) = (0L, 0L);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    Add(1);
                    break;
                case '[':
                    i = EndOfClass(pattern, i);
                    Add(1);
                    break;
                case '(' when HasComments(pattern, i):
                    return Max;
                case '(':
                    open.Push(sum);
                    (sum, last) = (0, 0);
                    i += pattern.AsSpan(i + 1).StartsWith("?:") ? 2 : 0;
                    break;
                case ')':
                    // The closed group is one item, which a following repeat multiplies.
                    last = Math.Max(sum, 1);
                    sum = Math.Min(Max, last + (open.TryPop(out var before) ? before : 0));
                    break;
                case '{' when Repeats(pattern, ref i) is { } times:
                    var repeated = Math.Min(Max, last * Math.Max(times, 1));
                    sum = Math.Min(Max, sum - last + repeated);
                    last = repeated;
                    break;
                case '*' or '+' or '?' or '|' or '^' or '$':
                    break;
                default:
                    Add(1);
                    break;
            }
        }

        // An unclosed group is not a valid pattern, but its size counts.
        return (int)Math.Min(Max, sum + open.Sum());

        void Add(int size)
        {
            sum = Math.Min(Max, sum + size);
            last = size;
        }
    }

    /// <summary>In a comment, and with option x after a #, brackets do not open groups: then the rest cannot be measured.</summary>
    private static bool HasComments(string pattern, int at)
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
        {
            return false;
        }

        for (var i = at + 2; i < pattern.Length && (char.IsAsciiLetter(pattern[i]) || pattern[i] is '-' or '#'); i++)
        {
            if (pattern[i] is 'x' or 'X' or '#')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The index of the bracket that closes a class. A class may subtract another: <c>[a-z-[aeiou]]</c>.</summary>
    private static int EndOfClass(string pattern, int start)
    {
        var depth = 0;
        for (var i = start; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when i == start || pattern[i - 1] == '-':
                    depth++;
                    i += i + 1 < pattern.Length && pattern[i + 1] == '^' ? 1 : 0;
                    // Directly after the opening bracket it is a literal.
                    i += i + 1 < pattern.Length && pattern[i + 1] == ']' ? 1 : 0;
                    break;
                case ']' when --depth == 0:
                    return i;
            }
        }

        return pattern.Length;
    }

    /// <summary>The larger count of <c>{2}</c>, <c>{2,}</c> or <c>{2,5}</c>, and its end; null when the brace is a literal.</summary>
    private static int? Repeats(string pattern, ref int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return null;
        }

        var counts = pattern.AsSpan(at + 1, end - at - 1);
        var comma = counts.IndexOf(',');
        var min = comma < 0 ? counts : counts[..comma];
        var max = comma < 0 || comma == counts.Length - 1 ? min : counts[(comma + 1)..];
        if (min.ContainsAnyExceptInRange('0', '9') || max.ContainsAnyExceptInRange('0', '9') || min.IsEmpty)
        {
            return null;
        }

        at = end;
        return int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Min(times, Max) : Max;
    }
}

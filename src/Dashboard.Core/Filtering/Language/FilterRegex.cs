using System.Text.RegularExpressions;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// Compiles untrusted regular expressions: NonBacktracking takes time linear in the text, whatever the pattern, and rejects
/// patterns whose automaton would be too large.
/// </summary>
internal static class FilterRegex
{
    public const string Hint = "quote a pattern with spaces, parentheses or quotes; lookarounds and back references are not supported";

    /// <summary>
    /// Upper bound for one text. No accepted pattern reaches it except on arguments of megabytes; the query is then aborted,
    /// because a row cannot be split and the store's lock is held meanwhile.
    /// </summary>
    private static readonly TimeSpan MaxMatchTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Upper bound of cached patterns; one more clears the cache.</summary>
    private const int MaxKnown = 64;

    /// <summary>
    /// Equal patterns share one object and one automaton. Weak references: an automaton grows in use, to some tens of megabytes for
    /// the worst pattern, and must be freed with the last filter that uses it. Also the lock object.
    /// </summary>
    private static readonly Dictionary<(string Pattern, bool IgnoresCase), WeakReference<Regex>> Known = [];

    public static Regex? TryCreate(string pattern, bool ignoresCase, out string problem, out int? offset)
    {
        problem = "";
        offset = null;
        lock (Known)
        {
            if (Known.TryGetValue((pattern, ignoresCase), out var held) && held.TryGetTarget(out var known))
            {
                return known;
            }
        }

        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return Remember(new Regex(pattern, ignoresCase ? options | RegexOptions.IgnoreCase : options, MaxMatchTime), ignoresCase);
        }
        catch (RegexParseException error)
        {
            problem = NameOf(error.Error);
            offset = error.Offset;
        }
        catch (NotSupportedException)
        {
            problem = "it looks around or back, or it is too large";
        }
        catch (ArgumentException)
        {
            problem = "it cannot be read";
        }

        return null;
    }

    private static Regex Remember(Regex regex, bool ignoresCase)
    {
        lock (Known)
        {
            if (Known.Count >= MaxKnown)
            {
                Known.Clear();
            }

            Known[(regex.ToString(), ignoresCase)] = new WeakReference<Regex>(regex);
        }

        return regex;
    }

    /// <summary>Own messages: those of the framework quote the whole pattern, and trimming removes them in a browser.</summary>
    private static string NameOf(RegexParseError error) => error switch
    {
        RegexParseError.InsufficientClosingParentheses => "\"(\" is never closed",
        RegexParseError.InsufficientOpeningParentheses => "\")\" closes nothing",
        RegexParseError.UnterminatedBracket => "\"[\" is never closed",
        RegexParseError.QuantifierAfterNothing => "there is nothing to repeat",
        RegexParseError.NestedQuantifiersNotParenthesized => "two repetitions in a row",
        RegexParseError.UnescapedEndingBackslash => "it ends in a backslash",
        RegexParseError.ReversedCharacterRange => "a range of characters is reversed",
        RegexParseError.ReversedQuantifierRange => "a range of repetitions is reversed",
        RegexParseError.UnrecognizedEscape => "an unknown escape",
        _ => "the pattern is malformed",
    };
}

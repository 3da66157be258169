using System.Text.RegularExpressions;

namespace Dashboard.Core.Filtering;

/// <summary>
/// Makes regular expressions that anybody may send: NonBacktracking takes time in proportion to the text, whatever the
/// pattern, and refuses patterns whose automaton would be too large.
/// </summary>
internal static class FilterRegex
{
    public const string Hint = "quote a pattern with spaces, parentheses or quotes; lookarounds and back references are not supported";

    public static Regex? TryCreate(string pattern, bool ignoresCase, out string problem, out int? offset)
    {
        problem = "";
        offset = null;
        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return new Regex(pattern, ignoresCase ? options | RegexOptions.IgnoreCase : options);
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

    /// <summary>Own words, because those of the framework quote the whole pattern, and are trimmed away in a browser.</summary>
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

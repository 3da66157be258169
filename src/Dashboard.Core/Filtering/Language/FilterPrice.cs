using System.Globalization;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// Estimates the cost of evaluating an expression on one process: about nanoseconds for a process with one image and a line of
/// arguments. Accurate enough only to order terms and to reject filters that are too expensive.
/// </summary>
internal static class FilterPrice
{
    /// <summary>Maximum number of terms in a filter; each value of a list counts.</summary>
    public const int MaxTerms = 1_000;

    /// <summary>Maximum cost per row. A full table of 200,000 rows takes eight seconds if every term of the most expensive filter is evaluated on each.</summary>
    public const long MaxPrice = 40_000;

    public const int MaxRegexLength = 512;

    /// <summary>
    /// Maximum number of positions in a pattern, repeats expanded. In the worst case each character of a text is compared with each
    /// position. 64 is a container id, <c>[0-9a-f]{64}</c>.
    /// </summary>
    public const int MaxRegexSize = 100;

    /// <summary>Maximum for all patterns of one filter: an automaton of 45 positions can grow to 50 MB in use.</summary>
    public const int MaxRegexSizes = 200;

    public const string Hint = "ask for fewer things at once, or for a plain text instead of a pattern";

    public const string RegexHint = "use a shorter pattern, fewer or smaller counts in {}, or a plain text";

    /// <summary>Why a pattern must not be compiled; null when it may.</summary>
    /// <param name="sizes">Positions of this filter's patterns so far.</param>
    public static string? WhyNotRegex(string pattern, ref int sizes)
    {
        if (pattern.Length > MaxRegexLength)
        {
            return $"the pattern has {pattern.Length} characters of at most {MaxRegexLength}";
        }

        var size = RegexSize.Of(pattern);
        if (size > MaxRegexSize)
        {
            return $"the pattern has {Number(size)} places of at most {MaxRegexSize}, its repeats written out";
        }

        return (sizes += size) > MaxRegexSizes
            ? $"its patterns have more than {MaxRegexSizes} places together, their repeats written out"
            : null;
    }

    /// <summary>Why a filter must not be evaluated; null when it may.</summary>
    public static string? WhyNot(FilterExpression written, FilterExpression plan)
    {
        if (Terms(written) is var terms && terms > MaxTerms)
        {
            return $"it has {Number(terms)} terms of at most {Number(MaxTerms)}";
        }

        return Of(plan) is var price && price > MaxPrice
            ? $"asking it of one process costs {Number(price)} of at most {Number(MaxPrice)} units"
            : null;
    }

    public static long Of(FilterExpression expression) => expression switch
    {
        FilterExpression.And and => and.Operands.Sum(Of),
        FilterExpression.Or or => or.Operands.Sum(Of),
        FilterExpression.Not not => Of(not.Operand),
        FilterExpression.Text text => Of(text),
        FilterExpression.Word word => 600 + word.Test.Parts.Count,
        FilterExpression.Number { Field: FilterField.Errno or FilterField.Ret or FilterField.Ppid } => 60,
        FilterExpression.Number => 20,
        // Walks up the tree.
        FilterExpression.Under => 300,
        FilterExpression.Is => 20,
        _ => 0,
    };

    private static long Of(FilterExpression.Text text)
    {
        // Arguments are bytes and must be decoded first.
        var field = text.Field switch { FilterField.Args => 300, FilterField.Comm or FilterField.Path => 60, _ => 30 };
        return text.Test.Kind switch
        {
            TextTestKind.Regex => (2 * field) + (30L * RegexSize.Of(text.Test.Parts[0])),
            TextTestKind.Glob or TextTestKind.Contains => field + (20 * text.Test.Parts.Count),
            _ => field,
        };
    }

    private static int Terms(FilterExpression expression) => expression switch
    {
        FilterExpression.And and => and.Operands.Sum(Terms),
        FilterExpression.Or or => or.Operands.Sum(Terms),
        FilterExpression.Not not => Terms(not.Operand),
        _ => 1,
    };

    private static string Number(long number)
        => number >= RegexSize.Max ? "too many" : number.ToString("#,0", CultureInfo.InvariantCulture);
}

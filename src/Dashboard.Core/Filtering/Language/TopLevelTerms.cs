namespace Dashboard.Core.Filtering.Language;

/// <summary>Finds and removes the terms that menus and facets have put into a filter.</summary>
public static class TopLevelTerms
{
    /// <summary>The terms that must all match, in text order.</summary>
    public static IReadOnlyList<TopLevelTerm> Of(Filter filter)
    {
        if (filter.IsEverything)
        {
            return [];
        }

        var terms = filter.Expression is FilterExpression.And and ? [.. and.Operands] : (FilterExpression[])[filter.Expression];
        var written = Written(filter.Text);

        // Text and tree differ when the filter uses "and", "not" or enclosing parentheses: then the tree is printed.
        var asWritten = written.Count == terms.Length && written.Zip(terms).All(pair => Normal(pair.First) == pair.Second.ToString());
        return [.. terms.Select((term, i) =>
            new TopLevelTerm(asWritten ? written[i] : Bound(term), term.ToString(), FieldOf(term), term is FilterExpression.Not, IsChoice(term)))];
    }

    /// <summary>The filter without the terms equal to this one; without any left it matches everything.</summary>
    public static string Without(Filter filter, string term)
    {
        var normal = Normal(term) ?? term;
        return string.Join(' ', Of(filter).Where(t => t.Normal != normal).Select(t => t.Text));
    }

    /// <summary>The canonical form, equal for equivalent terms; null when the text is not a term.</summary>
    public static string? Normal(string term)
        => Filter.TryParse(term, out var filter, out _) ? filter.Expression.ToString() : null;

    private static string Bound(FilterExpression term) => term is FilterExpression.Or ? $"({term})" : term.ToString();

    private static FilterField? FieldOf(FilterExpression term) => term switch
    {
        FilterExpression.Text text => text.Field,
        FilterExpression.Number number => number.Field,
        FilterExpression.Not not => FieldOf(not.Operand),
        FilterExpression.Or or => FieldOf(or.Operands[0]) is { } field && or.Operands.All(o => FieldOf(o) == field) ? field : null,
        _ => null,
    };

    private static bool IsChoice(FilterExpression term) => term switch
    {
        FilterExpression.Text { Test: { Kind: TextTestKind.Equal, Parts.Count: 1 } } => true,
        FilterExpression.Number { Test.Comparison: NumberComparison.Equal } => true,
        FilterExpression.Or or => FieldOf(or) is not null && or.Operands.All(IsChoice),
        _ => false,
    };

    /// <summary>The text split at spaces outside quotes and parentheses.</summary>
    private static List<string> Written(string text)
    {
        var parts = new List<string>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (char.IsWhiteSpace(text[i]) && !quoted && depth == 0))
            {
                if (i > start)
                {
                    parts.Add(text[start..i]);
                }

                start = i + 1;
                continue;
            }

            switch (text[i])
            {
                case '\\' when quoted:
                    i = Math.Min(i + 1, text.Length - 1);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '(' when !quoted:
                    depth++;
                    break;
                case ')' when !quoted:
                    depth--;
                    break;
            }
        }

        return parts;
    }
}

using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Filtering.Editing;

/// <summary>
/// The values of one field that a filter names, "comm:a,b": the choice that a facet shows, extends and removes. A glob, a
/// comparison or a regex is not a choice and stays as written.
/// </summary>
public static class FilterChoices
{
    /// <summary>True when the term names this value, alone or in a list.</summary>
    public static bool Has(TopLevelTerm term, FilterField field, string value)
        => term.IsChoice && term.Field == field && Alternatives(FilterTermBuilder.Equal(field, value)) is { Count: > 0 } wanted && wanted.IsSubsetOf(Alternatives(term.Text));

    /// <summary>The filter with this value as the only choice of its field.</summary>
    public static string Only(Filter filter, FilterField field, string value) => FilterTermBuilder.Include(WithoutField(filter, field) ?? filter.Text, FilterTermBuilder.Equal(field, value));

    /// <summary>The filter that also accepts this value: "comm:a" becomes "comm:a,b".</summary>
    public static string With(Filter filter, FilterField field, string value)
    {
        var terms = TopLevelTerms.Of(filter);
        return terms.FirstOrDefault(t => t.IsChoice && t.Field == field) is not { } choice
            ? FilterTermBuilder.Include(filter.Text, FilterTermBuilder.Equal(field, value))
            : Replace(terms, choice, Has(choice, field, value) ? choice.Text : Joined(choice.Text, FilterTermBuilder.Equal(field, value), FilterTermBuilder.Value(field, value)));
    }

    /// <summary>The filter without this value; other values of the field stay.</summary>
    public static string Without(Filter filter, FilterField field, string value)
    {
        var terms = TopLevelTerms.Of(filter);
        if (terms.FirstOrDefault(t => Has(t, field, value)) is not { } choice)
        {
            return filter.Text;
        }

        var gone = Alternatives(FilterTermBuilder.Equal(field, value));
        var rest = Alternatives(choice.Text).Where(a => !gone.Contains(a)).ToList();
        return Replace(terms, choice, rest.Count == 0 ? "" : Listed(choice.Text, gone, rest));
    }

    /// <summary>The filter without this field's choice; null when it has none.</summary>
    public static string? WithoutField(Filter filter, FilterField field)
    {
        var terms = TopLevelTerms.Of(filter);
        var others = terms.Where(t => !(t.IsChoice && t.Field == field)).ToList();
        return others.Count == terms.Count ? null : string.Join(' ', others.Select(t => t.Text));
    }

    private static string Replace(IReadOnlyList<TopLevelTerm> terms, TopLevelTerm old, string text)
        => string.Join(' ', terms.Select(t => ReferenceEquals(t, old) ? text : t.Text).Where(t => t.Length > 0));

    /// <summary>Extends a list by a value, or joins with "or" where the choice was not written as a list.</summary>
    private static string Joined(string choice, string term, string value)
    {
        var list = $"{choice},{value}";
        var either = $"{Open(choice)} or {term}";
        return TopLevelTerms.Normal(list) == TopLevelTerms.Normal(either) ? list : $"({either})";
    }

    private static string Listed(string choice, HashSet<string> gone, List<string> rest)
    {
        var wanted = string.Join(" or ", rest);
        var colon = choice.IndexOf(':', StringComparison.Ordinal);
        var kept = new List<string>();
        for (var start = colon + 1; start > 0 && start < choice.Length;)
        {
            var end = UnquotedValue.ItemEnd(choice, start, choice.Length);
            var item = choice[start..end];
            if (!Alternatives($"{choice[..colon]}:{item}").IsSubsetOf(gone))
            {
                kept.Add(item);
            }

            start = end + 1;
        }

        var list = colon < 0 ? "" : $"{choice[..colon]}:{string.Join(',', kept)}";
        return TopLevelTerms.Normal(list) == wanted ? list : rest.Count == 1 ? wanted : $"({wanted})";
    }

    private static string Open(string choice)
        => choice.StartsWith('(') && TopLevelTerms.Normal(choice[1..^1]) == TopLevelTerms.Normal(choice) ? choice[1..^1] : choice;

    /// <summary>The single values in canonical form; empty when the text is not a filter.</summary>
    private static HashSet<string> Alternatives(string term)
        => !Filter.TryParse(term, out var filter, out _) ? [] : [.. Leaves(filter.Expression)];

    private static IEnumerable<string> Leaves(FilterExpression expression)
        => expression is FilterExpression.Or or ? or.Operands.SelectMany(Leaves) : [expression.ToString()];
}

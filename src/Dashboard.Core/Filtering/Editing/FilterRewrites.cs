using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Filtering.Editing;

/// <summary>What a filter that finds nothing may have meant: the same filter with one term written otherwise.</summary>
public static class FilterRewrites
{
    /// <summary>As many as fit into a sentence, and as one pass over the processes can count.</summary>
    public const int Max = 6;

    public static IReadOnlyList<Filter> Of(Filter filter)
    {
        var terms = TopLevelTerms.Of(filter);
        return [.. terms.SelectMany((term, at) => Of(term).Select(other => With(terms, at, other))).Distinct()
            .Where(text => text != filter.Text.Trim())
            .Select(text => Filter.TryParse(text, out var parsed, out _) ? parsed : null).OfType<Filter>().Take(Max)];
    }

    private static string With(IReadOnlyList<TopLevelTerm> terms, int at, string other)
        => string.Join(' ', terms.Select((term, i) => i == at ? other : term.Text));

    private static IEnumerable<string> Of(TopLevelTerm term)
        => !Filter.TryParse(term.Text, out var filter, out _) ? [] : filter.Expression switch
        {
            // A word that needs quotes could not be part of a pattern.
            FilterExpression.Word when FilterTermBuilder.Value(term.Text) == term.Text
                => [$"user:{term.Text}", $"cwd:*{term.Text}*", $"cgroup:*{term.Text}*"],
            FilterExpression.Number { Field: FilterField.Pid, Test: { Comparison: NumberComparison.Equal, Value: var number } }
                => [$"args:*{number}*", $"comm:*{number}*", $"ppid:{number}", $"path:*{number}*"],
            FilterExpression.Text { Test: { Kind: TextTestKind.Equal or TextTestKind.Glob } test } text => Of(text.Field, test),
            _ => [],
        };

    private static IEnumerable<string> Of(FilterField field, TextTest test)
    {
        var (name, value) = (FilterCatalogue.Of(field).Name, test.Parts[0]);
        if (test.Parts is [{ Length: > 1 } folder, ""] && folder[^1] == '/')
        {
            // cwd:/tmp/* leaves /tmp itself out.
            yield return $"{name}:{FilterTermBuilder.Value(folder[..^1])}";
        }

        if (test.Kind != TextTestKind.Equal || value.Length == 0)
        {
            yield break;
        }

        if (field is FilterField.Path or FilterField.Exe && !value.Contains('/'))
        {
            yield return $"{name}:*/{FilterTermBuilder.Value(value)}";
            yield return $"comm:{FilterTermBuilder.Value(value)}";
            yield return Anywhere(name, value);
        }
        else if (value is [_, .., '/'])
        {
            yield return $"{name}:{FilterTermBuilder.Value(value[..^1])}";
            yield return $"{name}:{FilterTermBuilder.Value(value)}*";
        }
        else if (FilterCatalogue.Of(field).Type == FilterValueType.Text)
        {
            yield return Anywhere(name, value);
        }
    }

    /// <summary>With stars, not as a pattern: a pattern may take too long, and a dot in the value would be any character.</summary>
    private static string Anywhere(string name, string value) => $"{name}:*{FilterTermBuilder.Value(value)}*";
}

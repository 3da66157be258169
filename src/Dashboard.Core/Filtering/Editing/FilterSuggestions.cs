using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Filtering.Editing;

/// <summary>Completion for a filter box: the token at the caret, and its candidates.</summary>
/// <param name="Field">The field whose value is typed, else null.</param>
/// <param name="Prefix">The part typed before the caret, without quotes.</param>
/// <param name="Start">First character that a candidate replaces.</param>
/// <param name="Length">How many characters it replaces.</param>
public sealed record FilterSuggestions(
    FilterSuggestionTarget Target, FilterField? Field, string Prefix, int Start, int Length)
{
    /// <summary>Maximum number of candidates; further typing narrows them down.</summary>
    public const int DefaultLimit = 12;

    /// <summary>Accepts any text, also unfinished or invalid.</summary>
    /// <param name="caret">0 to the length of the text; clamped.</param>
    public static FilterSuggestions At(string? text, int caret)
    {
        text ??= "";
        caret = Math.Clamp(caret, 0, text.Length);
        foreach (var token in FilterLexer.Read(text))
        {
            if (caret >= token.Start && caret <= token.End && token.Kind is FilterTokenKind.Word or FilterTokenKind.Term
                && (token.UnclosedQuote < 0 || token.Kind == FilterTokenKind.Term))
            {
                return In(text, caret, token);
            }

            if (token.UnclosedQuote >= 0 && caret > token.UnclosedQuote)
            {
                return Nothing(caret);
            }
        }

        return new FilterSuggestions(FilterSuggestionTarget.Field, null, "", caret, 0);
    }

    /// <summary>The candidates: fields, or known and observed values of the field, the likeliest first.</summary>
    /// <param name="seen">Returns the observed values of a field; called at most once. Null when none are known.</param>
    public IReadOnlyList<FilterCandidate> Candidates(
        Func<FilterField, IEnumerable<FilterValueCount>>? seen = null, int limit = DefaultLimit)
        => Target switch
        {
            FilterSuggestionTarget.Field => Fields(limit),
            FilterSuggestionTarget.Value => Values(seen?.Invoke(Field!.Value) ?? [], limit),
            _ => [],
        };

    /// <summary>The text with a candidate inserted, and the new caret position.</summary>
    public (string Text, int Caret) Apply(string? text, FilterCandidate candidate)
    {
        text ??= "";
        var start = Math.Clamp(Start, 0, text.Length);
        var end = Math.Clamp(Start + Length, start, text.Length);
        return (string.Concat(text.AsSpan(0, start), candidate.Insert, text.AsSpan(end)), start + candidate.Insert.Length);
    }

    private static FilterSuggestions In(string text, int caret, FilterToken token)
    {
        if (token.Kind == FilterTokenKind.Word)
        {
            return text.AsSpan(token.Start, token.End - token.Start).Contains('"')
                ? Nothing(caret)
                : new FilterSuggestions(FilterSuggestionTarget.Field, null, text[token.Start..caret], token.Start, token.End - token.Start);
        }

        if (caret <= token.NameEnd)
        {
            // Replaces an existing colon too, because the inserted name ends with one.
            var end = token.Operator == FilterOperator.Equal ? token.ValueStart : token.NameEnd;
            return new FilterSuggestions(FilterSuggestionTarget.Field, null, text[token.Start..caret], token.Start, end - token.Start);
        }

        if (token.Operator != FilterOperator.Equal || caret < token.ValueStart
            || FilterCatalogue.Find(text[token.Start..token.NameEnd]) is not { } field)
        {
            return Nothing(caret);
        }

        var (start, itemEnd) = Item(text, token, caret);
        return start < itemEnd && text[start] is '<' or '>'
            ? Nothing(caret)
            : new FilterSuggestions(FilterSuggestionTarget.Value, field.Field, UnquotedValue.Read(text, start, caret).Text,
                start, itemEnd - start);
    }

    /// <summary>The list item that contains the caret; an unclosed quote ends at the caret.</summary>
    private static (int Start, int End) Item(string text, FilterToken token, int caret)
    {
        var end = token.UnclosedQuote >= 0 ? Math.Max(caret, token.UnclosedQuote) : token.End;
        for (var start = token.ValueStart; ;)
        {
            var itemEnd = UnquotedValue.ItemEnd(text, start, end);
            if (caret <= itemEnd || itemEnd >= end)
            {
                return (start, itemEnd);
            }

            start = itemEnd + 1;
        }
    }

    private static FilterSuggestions Nothing(int caret) => new(FilterSuggestionTarget.None, null, "", caret, 0);

    private IReadOnlyList<FilterCandidate> Fields(int limit)
        => [.. FilterCatalogue.Fields
            .Where(f => f.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(f => new FilterCandidate(f.Name, f.Name + ":", f.Description, null, f.Example))
            .Take(limit)];

    /// <summary>Values with this prefix come before values that contain it, frequent before rare.</summary>
    private IReadOnlyList<FilterCandidate> Values(IEnumerable<FilterValueCount> seen, int limit)
    {
        var definition = FilterCatalogue.Of(Field!.Value);
        var counts = seen.GroupBy(s => s.Value).ToDictionary(g => g.Key, g => g.Sum(s => s.Count));
        var known = definition.Values.Select(v => new FilterCandidate(v.Name, v.Name, v.Meaning,
            counts.TryGetValue(v.Name, out var count) ? count : null));
        var other = counts.Where(c => definition.Values.All(v => v.Name != c.Key))
            .Select(c => new FilterCandidate(c.Key, FilterTermBuilder.Value(definition.Field, c.Key), null, c.Value));
        return [.. known.Concat(other)
            .Where(c => c.Label.Contains(Prefix, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(c => c.Label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(c => c.Count ?? 0)
            .Take(limit)];
    }
}

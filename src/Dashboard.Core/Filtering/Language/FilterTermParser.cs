using System.Collections.Immutable;
using System.Globalization;

namespace Dashboard.Core.Filtering.Language;

/// <summary>Parses one term (field, operator, values) or one bare word. Methods return null after reporting an error.</summary>
internal sealed class FilterTermParser(string text, FilterDiagnostics diagnostics)
{
    private readonly FilterValueParser _values = new(diagnostics);
    private readonly FilterAdvice _advice = new(text, diagnostics);

    /// <summary>Positions of the patterns so far; see <see cref="FilterPrice.MaxRegexSize"/>.</summary>
    private int _regexSizes;

    public FilterExpression? ReadTerm(FilterToken token)
    {
        var name = text[token.Start..token.NameEnd];
        if (FilterCatalogue.Find(name) is not { } field)
        {
            return FailUnknownField(token, name);
        }

        if (token.UnclosedQuote >= 0)
        {
            return FailUnclosedQuote(token);
        }

        if (token.ValueStart == token.End)
        {
            return Fail($"{field.Name} has no value", token.End, token.End, $"write it right behind, as in {field.Example}");
        }

        return token.Operator switch
        {
            FilterOperator.Equal => ReadList(field, token),
            FilterOperator.Regex => ReadRegex(field, token),
            _ => ReadComparison(field, token.Operator, token.NameEnd, token.ValueStart, token.End),
        };
    }

    public FilterExpression? ReadWord(FilterToken token)
    {
        if (token.UnclosedQuote >= 0)
        {
            return FailUnclosedQuote(token);
        }

        var raw = text[token.Start..token.End];
        if (FilterAdvice.StrayOperatorHint(raw) is { } hint)
        {
            return Fail($"{FilterDiagnostics.Shown(raw)} stands alone", token.Start, token.End, hint);
        }

        var word = UnquotedValue.Read(text, token.Start, token.End);
        if (word.Text.Length == 0)
        {
            return Fail("nothing between the quotes", token.Start, token.End, "write what to search for");
        }

        if (!word.HasQuotes && int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return new FilterExpression.Number(FilterField.Pid, new NumberTest(NumberComparison.Equal, pid));
        }

        _advice.OnWord(token, word);
        return new FilterExpression.Word(TextTest.Containing(word.Parts));
    }

    private FilterExpression? ReadList(FilterFieldDefinition field, FilterToken token)
    {
        // Bounded by the length of the filter.
        var any = ImmutableArray.CreateBuilder<FilterExpression>();
        for (var start = token.ValueStart; start <= token.End;)
        {
            var end = UnquotedValue.ItemEnd(text, start, token.End);
            if (start == end)
            {
                return Fail($"{field.Name} has an empty value in its list", start, end, "remove a comma, or write \"\" for empty text");
            }

            if (ReadItem(field, start, end, any) is false)
            {
                return null;
            }

            start = end + 1;
        }

        return any.Count == 1 ? any[0] : new FilterExpression.Or(any.ToImmutable());
    }

    private bool ReadItem(FilterFieldDefinition field, int start, int end, ImmutableArray<FilterExpression>.Builder any)
    {
        if (text[start] is '<' or '>')
        {
            var (op, length) = FilterLexer.ReadOperator(text, start);
            return Add(ReadComparison(field, op, start, start + length, end));
        }

        var value = UnquotedValue.Read(text, start, end);
        if (value.IsStar && field.Type is FilterValueType.Number or FilterValueType.Duration
            || value.IsStar && field.Field is FilterField.Errno or FilterField.Signal)
        {
            return Add(new FilterExpression.Number(field.Field, new NumberTest(NumberComparison.Present, 0)));
        }

        _advice.OnValue(field, value, start, end);
        switch (field.Field)
        {
            case FilterField.Is:
                return Add(_values.ReadFlag(value, start, end) is { } flag ? new FilterExpression.Is(flag) : null);
            case FilterField.Under:
                return Add(_values.ReadProcess(value, start, end));
            case FilterField.Errno:
                return Add(Equal(field, _values.ReadErrno(value, start, end)));
            case FilterField.Signal:
                return Add(Equal(field, _values.ReadSignal(value, start, end)));
            case FilterField.Kind:
                var kinds = _values.ReadKinds(value, start, end);
                any.AddRange(kinds?.Select(k => new FilterExpression.Text(field.Field, TextTest.Equal(ignoresCase: true, k))) ?? []);
                return kinds is not null;
        }

        return Add(field.Type switch
        {
            FilterValueType.Number => Equal(field, _values.ReadNumber(field, value, start, end)),
            FilterValueType.Duration => Equal(field, _values.ReadDuration(field, value, start, end)),
            _ => new FilterExpression.Text(field.Field, TextTest.Equal(field.IgnoresCase, value.Parts)),
        });

        bool Add(FilterExpression? item)
        {
            if (item is not null)
            {
                any.Add(item);
            }

            return item is not null;
        }
    }

    private static FilterExpression.Number? Equal(FilterFieldDefinition field, long? number)
        => number is { } value ? new FilterExpression.Number(field.Field, new NumberTest(NumberComparison.Equal, value)) : null;

    private FilterExpression? ReadComparison(FilterFieldDefinition field, FilterOperator op, int operatorStart, int start, int end)
    {
        if (!field.Allows(FilterOperators.Compare))
        {
            return FailOperator(field, operatorStart, start, end);
        }

        if (start == end)
        {
            return Fail($"{field.Name} has no value", end, end, $"write it right behind, as in {field.Example}");
        }

        var comma = UnquotedValue.ItemEnd(text, start, end);
        if (comma < end)
        {
            return Fail("a comparison takes one value", comma, end, "write a term for each, with or between them");
        }

        var value = UnquotedValue.Read(text, start, end);
        var number = field.Type == FilterValueType.Duration
            ? _values.ReadDuration(field, value, start, end)
            : _values.ReadNumber(field, value, start, end);
        var comparison = op switch
        {
            FilterOperator.Less => NumberComparison.Less,
            FilterOperator.LessOrEqual => NumberComparison.LessOrEqual,
            FilterOperator.Greater => NumberComparison.Greater,
            _ => NumberComparison.GreaterOrEqual,
        };
        return number is { } limit ? new FilterExpression.Number(field.Field, new NumberTest(comparison, limit)) : null;
    }

    private FilterExpression? ReadRegex(FilterFieldDefinition field, FilterToken token)
    {
        if (!field.Allows(FilterOperators.Regex))
        {
            return FailOperator(field, token.NameEnd, token.ValueStart, token.End);
        }

        var pattern = UnquotedValue.Read(text, token.ValueStart, token.End, isRegex: true);
        if (FilterPrice.WhyNotRegex(pattern.Text, ref _regexSizes) is { } because)
        {
            // Checked before compiling, which takes half a millisecond of a request's thread.
            diagnostics.Refuse(because, token.ValueStart, token.End, FilterPrice.RegexHint);
            return null;
        }

        var regex = FilterRegex.TryCreate(pattern.Text, field.IgnoresCase, out var problem, out var offset);
        if (regex is null)
        {
            var at = offset is { } index ? Math.Min(pattern.SourceOf(index - 1), token.End) : token.ValueStart;
            return Fail($"not a regular expression: {problem}", at, token.End, FilterRegex.Hint);
        }

        return new FilterExpression.Text(field.Field, TextTest.Matching(regex));
    }

    private FilterExpression? FailOperator(FilterFieldDefinition field, int operatorStart, int valueStart, int end)
    {
        var op = text[operatorStart..valueStart].TrimStart(':');
        var quoted = FilterTermBuilder.Quoted(text[operatorStart..end].TrimStart(':'));
        var hint = field.Type == FilterValueType.Text
            ? $"it takes : and ~; for the text itself write {field.Name}:{FilterDiagnostics.Shown(quoted)}"
            : $"write it as in {field.Example}";
        return Fail($"{op} does not apply to {field.Name}", operatorStart, valueStart, hint);
    }

    private FilterExpression? FailUnknownField(FilterToken token, string name)
    {
        var range = FilterCatalogue.RangeHint(name);
        var nearest = range is null ? FilterCatalogue.Nearest(name) : null;
        var hint = range ?? (nearest is null ? "use quotes to search for text" : $"did you mean {nearest}?");
        return Fail($"unknown field \"{FilterDiagnostics.Shown(name)}\"", token.Start, token.NameEnd, hint, nearest);
    }

    private FilterExpression? FailUnclosedQuote(FilterToken token)
        => Fail("the quote is never closed", token.UnclosedQuote, token.End, "add \" behind the text, or write \\\" for a quote in quotes");

    private FilterExpression? Fail(string message, int start, int end, string hint, string? replacement = null)
    {
        diagnostics.Fail(message, start, end, hint, replacement);
        return null;
    }
}

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// Splits a filter into tokens. Accepts any text: errors are the parser's task, and completion needs the tokens of
/// unfinished text.
/// </summary>
internal static class FilterLexer
{
    /// <summary>The only field name that contains a character other than letters.</summary>
    private const string Dotted = "ns.pid";

    /// <summary>The tokens in order; the last one is <see cref="FilterTokenKind.End"/>.</summary>
    public static List<FilterToken> Read(string text)
    {
        // Bounded by the length of the text.
        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, at, at));
                return tokens;
            }

            var token = text[at] switch
            {
                '(' => new FilterToken(FilterTokenKind.OpenParenthesis, at, at + 1),
                ')' => new FilterToken(FilterTokenKind.CloseParenthesis, at, at + 1),
                '-' => new FilterToken(FilterTokenKind.Minus, at, at + 1),
                _ => ReadTermOrWord(text, at),
            };
            tokens.Add(token);
            at = token.End;
        }
    }

    /// <summary>Reads the operator at an index; the length is 0 where there is none.</summary>
    public static (FilterOperator Operator, int Length) ReadOperator(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return (at < text.Length ? text[at] : '\0', next) switch
        {
            (':', '~') => (FilterOperator.Regex, 2),
            (':', _) => (FilterOperator.Equal, 1),
            ('~', _) => (FilterOperator.Regex, 1),
            ('<', '=') => (FilterOperator.LessOrEqual, 2),
            ('<', _) => (FilterOperator.Less, 1),
            ('>', '=') => (FilterOperator.GreaterOrEqual, 2),
            ('>', _) => (FilterOperator.Greater, 1),
            _ => (FilterOperator.Equal, 0),
        };
    }

    /// <summary>
    /// Letters before an operator are a field. Anything else before it (12:30, /a:b, --x:y) is text.
    /// </summary>
    private static FilterToken ReadTermOrWord(string text, int start)
    {
        var nameEnd = start;
        while (nameEnd < text.Length && char.IsAsciiLetter(text[nameEnd]))
        {
            nameEnd++;
        }

        if (text.AsSpan(start).StartsWith(Dotted, StringComparison.OrdinalIgnoreCase))
        {
            nameEnd = start + Dotted.Length;
        }

        var (op, length) = ReadOperator(text, nameEnd);
        if (nameEnd == start || length == 0)
        {
            var wordEnd = ReadValue(text, start, isRegex: false, out var wordQuote);
            return new FilterToken(FilterTokenKind.Word, start, wordEnd, ValueStart: start, UnclosedQuote: wordQuote);
        }

        var valueStart = nameEnd + length;
        var end = ReadValue(text, valueStart, op == FilterOperator.Regex, out var quote);
        return new FilterToken(FilterTokenKind.Term, start, end, nameEnd, op, valueStart, quote);
    }

    /// <summary>
    /// Reads up to a space or parenthesis outside quotes. A regular expression keeps the parentheses that it opened
    /// itself, so that <c>(comm~(a|b))</c> works as expected.
    /// </summary>
    private static int ReadValue(string text, int at, bool isRegex, out int unclosedQuote)
    {
        unclosedQuote = -1;
        var opened = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '"')
            {
                var close = QuoteEnd(text, at);
                if (close < 0)
                {
                    unclosedQuote = at;
                    return text.Length;
                }

                at = close;
            }
            else if (char.IsWhiteSpace(c) || (c is '(' or ')' && !isRegex) || (c == ')' && opened == 0))
            {
                return at;
            }
            else if (isRegex)
            {
                opened += c switch { '(' => 1, ')' => -1, _ => 0 };
                if (c == '\\' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
                {
                    at++;
                }
            }

            at++;
        }

        return at;
    }

    /// <summary>The index of the quote that ends the one at <paramref name="open"/>, or -1.</summary>
    private static int QuoteEnd(string text, int open)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}

using System.Collections.Immutable;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// Parses the structure of a filter: <c>or</c> binds loosest, then AND, then <c>not</c> and the minus. Terms and words are parsed
/// by <see cref="FilterTermParser"/>. Methods return null after reporting an error.
/// </summary>
internal sealed class FilterParser
{
    /// <summary>Maximum nesting of parentheses and negations, to avoid a stack overflow.</summary>
    public const int MaxDepth = 64;

    private readonly string _text;
    private readonly FilterDiagnostics _diagnostics;
    private readonly FilterTermParser _terms;
    private readonly List<FilterToken> _tokens;
    private int _next;

    public FilterParser(string text, FilterDiagnostics diagnostics)
    {
        _text = text;
        _diagnostics = diagnostics;
        _terms = new FilterTermParser(text, diagnostics);
        _tokens = FilterLexer.Read(text);
    }

    private FilterToken Token => _tokens[_next];

    public FilterExpression? Parse()
    {
        if (Token.Kind == FilterTokenKind.End)
        {
            return FilterExpression.All.Instance;
        }

        var expression = ParseOr(0);
        if (expression is not null && Token.Kind == FilterTokenKind.CloseParenthesis)
        {
            return Fail("\")\" closes nothing", Token, "remove it, or use quotes to search for it", "");
        }

        return expression;
    }

    private FilterExpression? ParseOr(int depth)
    {
        // Operands are bounded by the length of the filter.
        var operands = ImmutableArray.CreateBuilder<FilterExpression>();
        while (true)
        {
            if (ParseAnd(depth) is not { } operand)
            {
                return null;
            }

            AddFlat(operands, operand, (operand as FilterExpression.Or)?.Operands);
            if (!IsKeyword("or"))
            {
                return operands.Count == 1 ? operands[0] : new FilterExpression.Or(operands.ToImmutable());
            }

            _next++;
        }
    }

    private FilterExpression? ParseAnd(int depth)
    {
        var operands = ImmutableArray.CreateBuilder<FilterExpression>();
        while (true)
        {
            if (ParseUnary(depth) is not { } operand)
            {
                return null;
            }

            AddFlat(operands, operand, (operand as FilterExpression.And)?.Operands);
            if (IsKeyword("and"))
            {
                _next++;
            }
            else if (Token.Kind is FilterTokenKind.End or FilterTokenKind.CloseParenthesis || IsKeyword("or"))
            {
                return operands.Count == 1 ? operands[0] : new FilterExpression.And(operands.ToImmutable());
            }
        }
    }

    private FilterExpression? ParseUnary(int depth)
    {
        if (depth > MaxDepth)
        {
            return Fail($"nested deeper than {MaxDepth}", Token, "use fewer parentheses and negations");
        }

        var token = Token;
        switch (token.Kind)
        {
            case FilterTokenKind.End or FilterTokenKind.CloseParenthesis:
                return FailMissing(token);
            case FilterTokenKind.OpenParenthesis:
                return ParseGroup(depth);
            case FilterTokenKind.Minus:
                return ParseMinus(depth);
            case FilterTokenKind.Term:
                _next++;
                return _terms.ReadTerm(token);
        }

        if (IsKeyword("not"))
        {
            _next++;
            return ParseUnary(depth + 1) is { } operand ? new FilterExpression.Not(operand) : null;
        }

        if (IsKeyword("or") || IsKeyword("and"))
        {
            return FailMissing(token);
        }

        _next++;
        return _terms.ReadWord(token);
    }

    private FilterExpression? ParseGroup(int depth)
    {
        var open = Token;
        _next++;
        if (Token.Kind == FilterTokenKind.CloseParenthesis)
        {
            return Fail("nothing between the parentheses", open with { End = Token.End }, "remove them, or fill them", "");
        }

        if (Token.Kind == FilterTokenKind.End)
        {
            return Unclosed(open);
        }

        if (ParseOr(depth + 1) is not { } expression)
        {
            return null;
        }

        if (Token.Kind != FilterTokenKind.CloseParenthesis)
        {
            return Unclosed(open);
        }

        _next++;
        return expression;
    }

    private FilterExpression? Unclosed(FilterToken open)
        => Fail("\"(\" is never closed", open, "add \")\", or use quotes to search for it");

    private FilterExpression? ParseMinus(int depth)
    {
        var minus = Token;
        _next++;
        if (Token.Start != minus.End || Token.Kind is FilterTokenKind.End or FilterTokenKind.CloseParenthesis)
        {
            return Fail("\"-\" has nothing behind it", minus, "write it right before what it excludes, as in -comm:sh");
        }

        if (Token.Kind == FilterTokenKind.Minus && _next + 1 < _tokens.Count
            && _tokens[_next + 1] is { Kind: FilterTokenKind.Word } word && word.Start == Token.End)
        {
            var option = _text[minus.Start..word.End];
            _diagnostics.Warn("\"--\" negates twice", minus.Start, word.End,
                $"search for the text {Quoted(FilterDiagnostics.Shown(option))}?", Quoted(option));
        }

        return ParseUnary(depth + 1) is { } operand ? new FilterExpression.Not(operand) : null;
    }

    /// <summary>Reports the operator without an operand: the one before this token, or else the one at it.</summary>
    private FilterExpression? FailMissing(FilterToken token)
    {
        var before = _next > 0 ? _tokens[_next - 1] : default;
        var isAfter = _next > 0 && before.Kind == FilterTokenKind.Word;
        var lonely = isAfter ? before : token;
        var name = _text[lonely.Start..lonely.End].ToLowerInvariant();
        return lonely.Kind == FilterTokenKind.Word
            ? Fail($"\"{name}\" has nothing {(isAfter ? "behind" : "before")} it", lonely,
                $"complete it, or write \"{name}\" in quotes to search for the word")
            : Fail("\")\" closes nothing", token, "remove it, or use quotes to search for it");
    }

    private FilterExpression? Fail(string message, FilterToken token, string hint, string? replacement = null)
    {
        _diagnostics.Fail(message, token.Start, token.End, hint, replacement);
        return null;
    }

    private bool IsKeyword(string keyword)
        => Token.Kind == FilterTokenKind.Word
            && _text.AsSpan(Token.Start, Token.End - Token.Start).Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string text) => $"\"{text}\"";

    /// <summary>(a b) c is one AND of three: a flat tree is evaluated faster, and long conjunctions add no depth.</summary>
    private static void AddFlat(
        ImmutableArray<FilterExpression>.Builder operands, FilterExpression operand, ImmutableArray<FilterExpression>? nested)
    {
        if (nested is { } parts)
        {
            operands.AddRange(parts);
        }
        else
        {
            operands.Add(operand);
        }
    }
}

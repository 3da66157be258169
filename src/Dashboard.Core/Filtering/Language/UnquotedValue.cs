using System.Text;

namespace Dashboard.Core.Filtering.Language;

/// <summary>
/// A value without its quotes. In quotes every character is literal, except <c>\"</c> and <c>\\</c> for a quote and a backslash;
/// outside quotes <c>*</c> is a wildcard and a backslash is a backslash.
/// </summary>
internal sealed class UnquotedValue
{
    // Both bounded by the length of the filter.
    private readonly List<int> _sources = [];
    private readonly List<int> _wildcards = [];
    private readonly int _end;

    private UnquotedValue(string source, int start, int end, bool isRegex)
    {
        _end = end;
        var text = new StringBuilder(end - start);
        var quoted = false;
        for (var i = start; i < end; i++)
        {
            var c = source[i];
            if (c == '"')
            {
                quoted = !quoted;
                HasQuotes = true;
                continue;
            }

            if (quoted)
            {
                QuotedStar |= c == '*';
                if (c == '\\' && i + 1 < end && source[i + 1] is '"' or '\\')
                {
                    c = source[++i];
                }
            }
            else if (c == '*')
            {
                _wildcards.Add(text.Length);
            }
            else if (c == '\\' && isRegex && i + 1 < end)
            {
                // In an unquoted regular expression \" is an escaped quote, as in the lexer.
                text.Append(c);
                _sources.Add(i);
                c = source[++i];
            }

            text.Append(c);
            _sources.Add(i);
        }

        Text = text.ToString();
    }

    public string Text { get; }

    public bool HasQuotes { get; private set; }

    /// <summary>True when a star is in quotes and therefore no wildcard.</summary>
    public bool QuotedStar { get; private set; }

    public bool HasWildcards => _wildcards.Count > 0;

    /// <summary>True for a single star: any value that is present.</summary>
    public bool IsStar => _wildcards.Count == 1 && Text.Length == 1;

    /// <summary>The text split at its wildcards; consecutive ones count as one.</summary>
    public string[] Parts
    {
        get
        {
            var parts = new List<string>();
            var from = 0;
            foreach (var wildcard in _wildcards)
            {
                if (parts.Count == 0 || wildcard > from)
                {
                    parts.Add(Text[from..wildcard]);
                }

                from = wildcard + 1;
            }

            parts.Add(Text[from..]);
            return [.. parts];
        }
    }

    public static UnquotedValue Read(string source, int start, int end, bool isRegex = false)
        => new(source, start, end, isRegex);

    /// <summary>The index of the next comma outside quotes, or the end.</summary>
    public static int ItemEnd(string source, int at, int end)
    {
        var quoted = false;
        for (; at < end && (quoted || source[at] != ','); at++)
        {
            if (quoted && source[at] == '\\')
            {
                at++;
            }
            else if (source[at] == '"')
            {
                quoted = !quoted;
            }
        }

        return Math.Min(at, end);
    }

    /// <summary>The position in the filter of a character of <see cref="Text"/>.</summary>
    public int SourceOf(int index) => index < _sources.Count ? _sources[Math.Max(index, 0)] : _end;
}

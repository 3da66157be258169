using System.Buffers;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Filtering.Language;

/// <summary>A comparison of a text with a filter's value. Ordinal, immutable and thread-safe.</summary>
public sealed class TextTest
{
    private readonly Regex? _regex;
    private readonly string[] _parts;
    private readonly StringComparison _comparison;

    /// <summary>For <see cref="TextTestKind.ContainsAny"/>: one scan of the text for all pieces.</summary>
    private readonly SearchValues<string>? _pieces;

    /// <summary>For <see cref="TextTestKind.EqualAny"/>. Bounded by the length of the filter.</summary>
    private readonly HashSet<string>? _values;

    private TextTest(TextTestKind kind, string[] parts, bool ignoresCase, Regex? regex = null)
    {
        Kind = kind;
        IgnoresCase = ignoresCase;
        _parts = parts;
        _regex = regex;
        _comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        switch (kind)
        {
            case TextTestKind.ContainsAny:
                _pieces = SearchValues.Create(parts, _comparison);
                break;
            case TextTestKind.EqualAny:
                _values = new HashSet<string>(parts, StringComparer.FromComparison(_comparison));
                break;
        }
    }

    public TextTestKind Kind { get; }

    public bool IgnoresCase { get; }

    /// <summary>
    /// The literal text, split at the wildcards: one part without any. For a regular expression its pattern; for a test of
    /// many texts, each of them.
    /// </summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>Compares the whole text; with more than one part, a glob.</summary>
    public static TextTest Equal(bool ignoresCase, params string[] parts)
        => new(parts.Length == 1 ? TextTestKind.Equal : TextTestKind.Glob, parts, ignoresCase);

    /// <summary>Searches for a substring, ignoring case.</summary>
    public static TextTest Containing(params string[] parts) => new(TextTestKind.Contains, parts, ignoresCase: true);

    internal static TextTest ContainingAny(string[] pieces) => new(TextTestKind.ContainsAny, pieces, ignoresCase: true);

    internal static TextTest EqualToAny(bool ignoresCase, string[] values) => new(TextTestKind.EqualAny, values, ignoresCase);

    internal static TextTest Matching(Regex regex)
        => new(TextTestKind.Regex, [regex.ToString()], regex.Options.HasFlag(RegexOptions.IgnoreCase), regex);

    /// <summary>False for an absent text.</summary>
    public bool Matches(string? text) => text is not null && Matches(text.AsSpan());

    public bool Matches(ReadOnlySpan<char> text) => Kind switch
    {
        TextTestKind.Equal => text.Equals(_parts[0], _comparison),
        TextTestKind.Regex => MatchesRegex(text),
        TextTestKind.ContainsAny => text.ContainsAny(_pieces!),
        TextTestKind.EqualAny => _values!.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text),
        TextTestKind.Contains when _parts.Length == 1 => text.Contains(_parts[0], _comparison),
        _ => MatchesGlob(text, isWhole: Kind == TextTestKind.Glob),
    };

    private bool MatchesRegex(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex!.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new FilterTooExpensiveException("a pattern takes too long for one text of this capture", FilterPrice.RegexHint);
        }
    }

    /// <summary>
    /// Matches each part at its first position: if any choice of positions works, this one does, so no backtracking is needed.
    /// </summary>
    private bool MatchesGlob(ReadOnlySpan<char> text, bool isWhole)
    {
        var first = 0;
        var last = _parts.Length - 1;
        if (isWhole)
        {
            if (text.Length < _parts[0].Length + _parts[last].Length
                || !text.StartsWith(_parts[0], _comparison)
                || !text.EndsWith(_parts[last], _comparison))
            {
                return false;
            }

            text = text[_parts[0].Length..^_parts[last].Length];
            first++;
            last--;
        }

        for (var i = first; i <= last; i++)
        {
            var at = text.IndexOf(_parts[i], _comparison);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + _parts[i].Length)..];
        }

        return true;
    }
}

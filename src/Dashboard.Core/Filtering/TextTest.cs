using System.Text.RegularExpressions;

namespace Dashboard.Core.Filtering;

/// <summary>What a filter asks of a text. Comparisons are ordinal; immutable, and free to share between threads.</summary>
public sealed class TextTest
{
    private readonly Regex? _regex;
    private readonly string[] _parts;
    private readonly StringComparison _comparison;

    private TextTest(TextTestKind kind, string[] parts, bool ignoresCase, Regex? regex = null)
    {
        Kind = kind;
        IgnoresCase = ignoresCase;
        _parts = parts;
        _regex = regex;
        _comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    public TextTestKind Kind { get; }

    public bool IgnoresCase { get; }

    /// <summary>The literal text, cut at the wildcards: one part without any. For a regular expression its pattern.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>The whole text, or with more than one part a glob.</summary>
    public static TextTest Equal(bool ignoresCase, params string[] parts)
        => new(parts.Length == 1 ? TextTestKind.Equal : TextTestKind.Glob, parts, ignoresCase);

    /// <summary>A piece of the text, ignoring case.</summary>
    public static TextTest Containing(params string[] parts) => new(TextTestKind.Contains, parts, ignoresCase: true);

    internal static TextTest Matching(Regex regex)
        => new(TextTestKind.Regex, [regex.ToString()], regex.Options.HasFlag(RegexOptions.IgnoreCase), regex);

    /// <summary>False for an absent text.</summary>
    public bool Matches(string? text) => text is not null && Matches(text.AsSpan());

    public bool Matches(ReadOnlySpan<char> text) => Kind switch
    {
        TextTestKind.Equal => text.Equals(_parts[0], _comparison),
        TextTestKind.Regex => _regex!.IsMatch(text),
        TextTestKind.Contains when _parts.Length == 1 => text.Contains(_parts[0], _comparison),
        _ => MatchesGlob(text, isWhole: Kind == TextTestKind.Glob),
    };

    /// <summary>
    /// Each part is taken at its first place: if any choice of places works, this one does. Hence no backtracking.
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

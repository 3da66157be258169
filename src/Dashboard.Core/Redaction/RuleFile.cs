using System.Text.RegularExpressions;
using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Redaction;

/// <summary>
/// Rules of an organisation, a line each: "word NAME" for names whose values are secrets, "shape NAME PATTERN" for secrets of a known
/// form, "keep NAME" for names that only sound like secrets.
/// </summary>
public sealed class RuleFile
{
    public const int MaxBytes = 64 << 10;
    public const int MaxRules = 200;
    private const int MaxPattern = 256;
    private const int MaxAutomaton = 1000;
    private const int MinLiteral = 3;

    private readonly List<(string Word, string Rule)> _words = [];
    private readonly List<string> _kept = [];
    private readonly List<SecretShape> _shapes = [];

    /// <summary>Number of rules.</summary>
    public int Count => _words.Count + _kept.Count + _shapes.Count;

    /// <summary>The names of the rules that redact.</summary>
    public IEnumerable<string> Names => _words.Select(word => word.Rule).Concat(_shapes.Select(shape => shape.Rule));

    internal IReadOnlyList<(string Word, string Rule)> Words => _words;

    internal IReadOnlyList<string> Kept => _kept;

    internal IReadOnlyList<SecretShape> Shapes => _shapes;

    /// <summary>Without separators a word may have any form in an argument, so its first letters stand for it.</summary>
    internal IEnumerable<string> Triggers => _words.Select(word => word.Word[..MinLiteral]).Concat(_shapes.SelectMany(shape => shape.Triggers));

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="RuleFileException">The first bad line: its number, what is wrong, and how to fix it.</exception>
    public static RuleFile Parse(string text)
    {
        var file = new RuleFile();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var parts = line.Trim().Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0 || parts[0].StartsWith('#'))
            {
                continue;
            }

            file.Add(number, parts[0], parts.Length > 1 ? parts[1] : "");
            if (file.Count > MaxRules)
            {
                throw new RuleFileException(number, $"there are more than {MaxRules} rules", "join some into one pattern");
            }
        }

        return file;
    }

    private void Add(int line, string kind, string rest)
    {
        switch (kind)
        {
            case "word":
                _words.Add((WordOf(line, rest), NameOf(line, rest)));
                break;
            case "keep":
                _kept.Add(WordOf(line, rest));
                break;
            case "shape":
                _shapes.Add(ShapeOf(line, rest));
                break;
            default:
                throw new RuleFileException(line, $"\"{kind}\" is no kind of rule", "begin it with word, shape or keep");
        }
    }

    private static string WordOf(int line, string name)
        => SecretWords.Fold(name) is { Length: >= MinLiteral } word && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[1]) && char.IsAsciiLetterOrDigit(name[2])
            ? word
            : throw new RuleFileException(line, "it names no word", "write one of letters, digits, - and _ that begins with three letters, like customer-ref");

    private static string NameOf(int line, string name)
        => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-') is { Length: <= 40 } rule ? rule : throw new RuleFileException(line, "its name is too long", "take at most 40 characters");

    private static SecretShape ShapeOf(int line, string rest)
    {
        var parts = rest.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || !parts[0].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || parts[0].Length > 40)
        {
            throw new RuleFileException(line, "a shape needs a name of lower-case letters, digits and -, and a pattern", "write: shape acme-key ACME-[0-9A-F]{32}");
        }

        var (name, pattern) = (parts[0], parts[1]);
        var literal = pattern.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '/').Count();
        if (literal < pattern.Length && pattern[literal] is '?' or '*' or '{' or '|')
        {
            literal--;
        }

        if (pattern.Length > MaxPattern || !pattern.All(char.IsAscii))
        {
            throw new RuleFileException(line, $"the pattern is longer than {MaxPattern} characters or not ASCII", "shorten it; it is compared with bytes");
        }

        if (RegexSize.Of(pattern) > MaxAutomaton)
        {
            throw new RuleFileException(line, "the pattern is too large", "take smaller counts in its braces");
        }

        if (literal < MinLiteral || pattern.Contains('|') && !pattern.Contains('('))
        {
            throw new RuleFileException(line, "the pattern does not begin with three plain characters", "begin it with what all such secrets begin with, so that other arguments cost nothing");
        }

        try
        {
            var expression = new Regex(pattern, SecretShapes.Options);
            return expression.IsMatch("")
                ? throw new RuleFileException(line, "the pattern matches nothing at all", "let it need at least one character")
                : new SecretShape(name, [pattern[..literal].ToLowerInvariant()], pattern);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new RuleFileException(line, "the pattern is no regular expression without backtracking", problem.Message.Split('\n')[0].TrimEnd('.'));
        }
    }
}

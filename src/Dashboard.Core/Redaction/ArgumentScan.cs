using System.Buffers;

namespace Dashboard.Core.Redaction;

/// <summary>The rules for one argument by itself: names with values, addresses with a password, headers, known forms.</summary>
internal sealed class ArgumentScan(RedactionRules rules)
{
    private const string UrlRule = "url-password";
    private const string HeaderRule = "authorization";
    private const string Bearer = "bearer ";
    private const int MinBearer = 8;

    private static readonly SearchValues<char> Separators = SearchValues.Create("=:>");
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(" \t\r\n\"'\\<>`");
    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?# \t\r\n\"'\\<>`");
    private static readonly SearchValues<char> Space = SearchValues.Create(" \t\r\n");

    private static readonly string[] Schemes = ["bearer ", "basic ", "token ", "digest ", "apikey ", "negotiate ", "aws4-hmac-sha256 "];

    /// <param name="text">The argument as Latin-1; when it is cut, with a filler behind it.</param>
    /// <param name="length">Without the filler.</param>
    public void Find(ReadOnlySpan<char> text, int length, bool isCut, List<SecretSpan> found)
    {
        SecretShapes.Find(text, length, isCut, rules.Shapes, found);
        text = text[..length];
        Urls(text, isCut, found);
        Values(text, found);
        Bearers(text, found);
    }

    private static void Urls(ReadOnlySpan<char> text, bool isCut, List<SecretSpan> found)
    {
        for (var from = 0; text[from..].IndexOf("://") is >= 0 and var at;)
        {
            from += at + 3;
            var rest = text[from..];
            var word = rest[..(rest.IndexOfAny(UrlEnd) is >= 0 and var end ? end : rest.Length)];
            Authority(word, from, isCut && from + word.Length == text.Length, found);
        }
    }

    private static void Authority(ReadOnlySpan<char> word, int from, bool isCut, List<SecretSpan> found)
    {
        var authority = word[..(word.IndexOfAny(AuthorityEnd) is >= 0 and var end ? end : word.Length)];
        var colon = authority.IndexOf(':');
        var at = authority.LastIndexOf('@');
        if (at < 0 && colon >= 0 && authority[(colon + 1)..].ContainsAnyExceptInRange('0', '9'))
        {
            // Not a port: a password with a slash in it, or one that was cut before its end.
            at = word.LastIndexOf('@') is >= 0 and var late ? late : isCut ? word.Length : -1;
        }

        if (at < 0)
        {
            return;
        }

        var start = colon >= 0 && colon < at ? colon + 1 : 0;
        var value = word[start..at];
        if (!value.IsEmpty && value[0] is not ('$' or '<' or '{' or '*') && !RedactionMark.Is(value) && !RedactionMark.Is(word[..at]) && (start > 0 || SecretValues.IsRandom(value)))
        {
            found.Add(new SecretSpan(from + start, value.Length, UrlRule));
        }
    }

    private void Values(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        for (var from = 0; from < text.Length && text[from..].IndexOfAny(Separators) is >= 0 and var next;)
        {
            var at = from + next;
            from = at + 1;
            if (text[at] == ':' && text[(at + 1)..].StartsWith("//"))
            {
                continue;
            }

            var nameEnd = at;
            while (nameEnd > 0 && text[nameEnd - 1] is ' ' or '"' or '\'' or '\\' or ']')
            {
                nameEnd--;
            }

            var nameStart = text[..nameEnd].LastIndexOfAnyExcept(NameCharacters) + 1;
            if (nameStart == nameEnd || (text[at] == '>' && !(nameStart > 0 && text[nameStart - 1] == '<'))
                || (nameEnd < at && text[nameEnd] == ' ' && text[at] == ':')
                || rules.Words.Find(text[nameStart..nameEnd]) is not { } word)
            {
                continue;
            }

            if (Value(text, nameStart, at, word, found) is { } end)
            {
                from = Math.Max(from, end);
            }
        }
    }

    /// <summary>Returns the end of the value; null when it is no secret.</summary>
    private int? Value(ReadOnlySpan<char> text, int nameStart, int at, SecretWord word, List<SecretSpan> found)
    {
        var start = at + 1;
        while (start < text.Length && text[start] is '=' or ':' or '>')
        {
            start++;
        }

        var spaces = start;
        while (start < text.Length && text[start] is ' ')
        {
            start++;
        }

        var isSpaced = start > spaces;
        var end = EndOf(text, nameStart, at, isSpaced, ref start);
        start += SchemeOf(text[start..end]);
        var value = text[start..end];
        return !SecretValues.IsSecret(value, word.Test, rules.IsStrict) || (isSpaced && IsProse(text, nameStart, at, value, end))
            ? null
            : Add(new SecretSpan(start, end - start, word.Rule), found);
    }

    private static int Add(SecretSpan span, List<SecretSpan> found)
    {
        found.Add(span);
        return span.End;
    }

    private static int SchemeOf(ReadOnlySpan<char> value)
    {
        foreach (var scheme in Schemes)
        {
            if (value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return scheme.Length;
            }
        }

        return 0;
    }

    /// <summary>"fix token: refresh it earlier" is a sentence, "X-Token: 3f…" a header.</summary>
    private static bool IsProse(ReadOnlySpan<char> text, int nameStart, int at, ReadOnlySpan<char> value, int end)
        => text[at] == ':' && (nameStart > 0 || end < text.Length || value.Contains(' ')) && !value[..(value.IndexOf(' ') is > 0 and var space ? space : value.Length)].ContainsAnyExceptInRange('a', 'z');

    private static int EndOf(ReadOnlySpan<char> text, int nameStart, int at, bool isSpaced, ref int start)
    {
        if (start < text.Length && text[start] == '\\' && start + 1 < text.Length && text[start + 1] is '"' or '\'')
        {
            start += 2;
            return text[start..].IndexOf('\\') is >= 0 and var escaped ? start + escaped : text.Length;
        }

        if (start < text.Length && text[start] is '"' or '\'')
        {
            var quote = text[start++];
            return text[start..].IndexOf(quote) is >= 0 and var closing ? start + closing : text.Length;
        }

        if (text[at] == '>')
        {
            return text[start..].IndexOf('<') is >= 0 and var tag ? start + tag : text.Length;
        }

        var before = nameStart > 0 ? text[nameStart - 1] : '\0';
        if (text[at] == ':' && isSpaced && (nameStart == 0 || before is '"' or '\''))
        {
            // A header: its value goes on to the end of the argument, or of the quotes that it is in.
            return before is '"' or '\'' && text[start..].IndexOf(before) is >= 0 and var outer ? start + outer : text.Length;
        }

        var isWhole = text[0] == '-' || !text.ContainsAny(Space);
        return isWhole && !text[..nameStart].ContainsAny(Space) && before is not ('?' or '&' or '"' or '\'' or '{' or ',')
            ? NextPair(text, start, text.Length)
            : NextPair(text, start, start + EndOfWord(text[start..], before));
    }

    private static int EndOfWord(ReadOnlySpan<char> rest, char before)
    {
        var ends = before is '?' or '&' ? " \t\r\n\"'&#`" : before is '"' or '\'' or '{' or ',' ? " \t\r\n\"',}`" : " \t\r\n\"'`";
        return rest.IndexOfAny(ends) is >= 0 and var end ? end : rest.Length;
    }

    /// <summary>A value ends where another name with a value begins: "password=a;user=b".</summary>
    private static int NextPair(ReadOnlySpan<char> text, int start, int end)
    {
        for (var at = start; at < end && text[at..end].IndexOfAny(";&,") is >= 0 and var next; at++)
        {
            at += next;
            var name = text[(at + 1)..end].TrimStart(' ');
            var length = name.IndexOfAnyExcept(NameCharacters);
            if (length > 0 && name[length] == '=')
            {
                return at;
            }
        }

        return end;
    }

    /// <summary>The scheme of a header in another header than Authorization.</summary>
    private static void Bearers(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        for (var from = 0; text[from..].IndexOf(Bearer, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
        {
            from += at + Bearer.Length;
            var rest = text[from..];
            var value = rest[..(rest.IndexOfAny(UrlEnd) is >= 0 and var end ? end : rest.Length)];
            if (value.Length >= MinBearer && value[0] is not ('$' or '<' or '{') && value.ContainsAnyInRange('0', '9') && !RedactionMark.Is(value))
            {
                found.Add(new SecretSpan(from, value.Length, HeaderRule));
            }
        }
    }
}

using System.Globalization;
using System.Text;
using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Language;

/// <summary>Detects filters that are valid but probably not intended, where it can suggest the intended one.</summary>
internal sealed class FilterAdvice(string text, FilterDiagnostics diagnostics)
{
    /// <summary>TASK_COMM_LEN is 16, with the NUL.</summary>
    private const int MaxCommBytes = 15;

    /// <summary>The hint for a word that is only an operator, or an operator and a number; null for any other word.</summary>
    public static string? StrayOperatorHint(string word) => word switch
    {
        "&&" or "&" => "a space means AND already",
        "||" or "|" => "write or",
        "!" or "!=" => "write not, or - right before what it excludes",
        ":" or "~" or "=" or "==" or "<" or "<=" or ">" or ">=" => FieldHint,
        _ when word[0] is '<' or '>' && char.IsAsciiDigit(word.TrimStart('<', '>', '=').FirstOrDefault()) => FieldHint,
        _ => null,
    };

    private const string FieldHint = "write field, operator and value without spaces, as in dur:<50ms, or use quotes to search for it";

    public void OnWord(FilterToken token, UnquotedValue word)
    {
        if (word.HasQuotes)
        {
            return;
        }

        if (FilterErrnos.Find(word.Text) is not null)
        {
            Suggest(token, $"{word.Text} searches in names and arguments", $"errno:{word.Text}");
        }
        else if (word.Text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) && Signal.TryParse(word.Text, out _))
        {
            Suggest(token, $"{word.Text} searches in names and arguments", $"signal:{word.Text}");
        }
        else if (word.Text.All(char.IsAsciiDigit))
        {
            diagnostics.Warn("too large for a pid, so it searches in names and arguments", token.Start, token.End, null);
        }
        else if (word.Text[0] == '!' && word.Text.Length > 1)
        {
            Suggest(token, "\"!\" is searched for as it stands", "-" + text[(token.Start + 1)..token.End]);
        }
        else
        {
            OnEqualSign(token);
        }
    }

    public void OnValue(FilterFieldDefinition field, UnquotedValue value, int start, int end)
    {
        if (field.Type == FilterValueType.Text && value.QuotedStar && !value.HasWildcards)
        {
            diagnostics.Warn("a star in quotes is only a star", start, end, "write the star outside the quotes to match anything");
        }

        if (field.Field == FilterField.Comm && !value.HasWildcards && KernelText.Encode(value.Text).Length > MaxCommBytes)
        {
            diagnostics.Warn($"the kernel keeps {MaxCommBytes} bytes of a name, so this never matches", start, end,
                "write its beginning and a star", FirstBytes(value.Text, MaxCommBytes) is { } head ? FilterTermBuilder.Value(head) + "*" : null);
        }
        else if (field.Type == FilterValueType.Duration)
        {
            diagnostics.Warn("matches this very nanosecond only", start, start, $"did you mean {field.Name}:<{Raw(start, end)}?", "<");
        }
        else if (field.Field == FilterField.Ret && IsErrnoNumber(value.Text))
        {
            diagnostics.Warn("a failed call returns a negative number", start, start, $"did you mean ret:-{value.Text}?", "-");
        }
        else if (field.Field is FilterField.Syscall or FilterField.How && !value.HasWildcards
            && !field.Values.Any(v => v.Name.Equals(value.Text, StringComparison.OrdinalIgnoreCase)))
        {
            var nearest = Spelling.Nearest(value.Text, field.Values.Select(v => v.Name));
            diagnostics.Warn($"{FilterDiagnostics.Shown(value.Text)} is never seen here", start, end,
                nearest is null ? $"there are {string.Join(" ", field.Values.Select(v => v.Name))}" : $"did you mean {nearest}?", nearest);
        }
    }

    /// <summary>comm=cc1 and comm!=cc1, which is the syntax of many other languages.</summary>
    private void OnEqualSign(FilterToken token)
    {
        var word = Raw(token.Start, token.End);
        var sign = word.IndexOf('=');
        if (sign <= 0)
        {
            return;
        }

        var isNot = word[sign - 1] == '!';
        var name = word[..(isNot ? sign - 1 : sign)];
        var value = word[(sign + 1)..].TrimStart('=');
        if (FilterCatalogue.Find(name) is { } field && value.Length > 0)
        {
            Suggest(token, "\"=\" is searched for as it stands", $"{(isNot ? "-" : "")}{field.Name}:{value}");
        }
    }

    private void Suggest(FilterToken token, string message, string instead)
        => diagnostics.Warn(message, token.Start, token.End, $"did you mean {FilterDiagnostics.Shown(instead)}?", instead);

    private string Raw(int start, int end) => text[start..end];

    private static bool IsErrnoNumber(string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Errno.Find(number) is not null;

    /// <summary>The longest prefix that fits into the bytes, without splitting a character.</summary>
    private static string? FirstBytes(string text, int count)
    {
        var head = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            count -= KernelText.Encode(rune.ToString()).Length;
            if (count < 0)
            {
                break;
            }

            head.Append(rune.ToString());
        }

        return head.Length == 0 ? null : head.ToString();
    }
}

using System.Buffers;

namespace Dashboard.Core.Redaction;

/// <summary>The rules for the words of a command: the value behind an option, options of known programs, commands in arguments.</summary>
internal sealed class CommandScan(RedactionRules rules)
{
    /// <summary>sh -c "ssh host 'mysql -p…'".</summary>
    private const int MaxDepth = 3;

    private static readonly SearchValues<char> Space = SearchValues.Create(" \t\r\n");

    /// <param name="text">The arguments as Latin-1.</param>
    /// <param name="words">Where its words are.</param>
    /// <param name="isCommand">False for words of a text that may be prose: then only what looks random is a secret.</param>
    public void Find(ReadOnlySpan<char> text, IReadOnlyList<Range> words, bool isCommand, List<SecretSpan> found, int depth = 0)
    {
        if (words.Count == 0)
        {
            return;
        }

        var runs = depth > 0 || (CommandPrograms.KindOf(text[words[0]]) & CommandKind.Runs) != 0;
        for (var i = 0; i + 1 < words.Count; i++)
        {
            NextWord(text, words[i], words[i + 1], isCommand, found);
        }

        if (isCommand)
        {
            Programs(text, words, runs, found);
        }

        if (depth >= MaxDepth)
        {
            return;
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (text[words[i]].ContainsAny(Space))
            {
                Find(text, Split(text, words[i]), runs && isCommand, found, depth + 1);
            }
        }
    }

    private void NextWord(ReadOnlySpan<char> text, Range word, Range next, bool isCommand, List<SecretSpan> found)
    {
        var option = text[word];
        var value = text[next];
        var isOption = option.Length > 2 && option[0] == '-';
        if (value.IsEmpty || option.Length < 2 || option.ContainsAny("=:/ ") || rules.Words.Find(option) is not { } meaning)
        {
            return;
        }

        var test = isOption && isCommand ? meaning.Test : SecretTest.Random;
        if (value[0] == '-' && !SecretValues.IsRandom(value))
        {
            // Another option.
            return;
        }

        if (SecretValues.IsSecret(value, test, rules.IsStrict && isOption && isCommand))
        {
            Add(text, next, value.Length, meaning.Rule, found);
        }
    }

    private void Programs(ReadOnlySpan<char> text, IReadOnlyList<Range> words, bool runs, List<SecretSpan> found)
    {
        var (options, program) = (CommandPrograms.OptionsOf(text[words[0]]), 0);
        if (options is not null)
        {
            Positions(text, words, options, 0, found);
        }

        for (var i = 1; i < words.Count; i++)
        {
            var word = text[words[i]];
            if (runs && word is ";" or "|" or "||" or "&&" or "&")
            {
                options = null;
            }
            else if (runs && CommandPrograms.OptionsOf(word) is { } others)
            {
                (options, program) = (others, i);
                Positions(text, words, options, i, found);
            }
            else if (options is not null)
            {
                foreach (var option in options)
                {
                    Option(text, words, program, i, option, found);
                }

                if (options[0].OnlyBeforeCommand && (word.IsEmpty || word[0] != '-') && !(i == program + 2 && text[words[i - 1]] is "-p"))
                {
                    options = null;
                }
            }
        }
    }

    /// <summary>What stands at a fixed place behind the program's name.</summary>
    private void Positions(ReadOnlySpan<char> text, IReadOnlyList<Range> words, ProgramOption[] options, int program, List<SecretSpan> found)
    {
        foreach (var option in options)
        {
            if (option.Options.Length == 0)
            {
                for (var i = program + 1; i < words.Count && i <= program + 3; i++)
                {
                    if (text[words[i]] is [not ('-' or '/' or '@'), ..])
                    {
                        Value(text, words[i], 0, option, found);
                        break;
                    }
                }
            }
            else if (option.Options[0].Length > 2 && text[words[program]].EndsWith(option.Options[0]) && program + 1 + option.Skip < words.Count)
            {
                Value(text, words[program + 1 + option.Skip], 0, option, found);
            }
        }
    }

    private void Option(ReadOnlySpan<char> text, IReadOnlyList<Range> words, int program, int at, ProgramOption option, List<SecretSpan> found)
    {
        var word = text[words[at]];
        foreach (var spelling in option.Options)
        {
            if (option.After is { } before && !Has(text, words, program, at, before))
            {
                continue;
            }

            if (option.Next && at + 1 + option.Skip < words.Count && (word.SequenceEqual(spelling) || (option.InClusters && EndsCluster(word, spelling))))
            {
                Value(text, words[at + 1 + option.Skip], 0, option, found);
            }
            else if (option.Glued && word.Length > spelling.Length && word.StartsWith(spelling))
            {
                Value(text, words[at], spelling.Length, option, found);
            }
        }
    }

    private static bool EndsCluster(ReadOnlySpan<char> word, string spelling)
        => word.Length > 2 && word[0] == '-' && word[1] != '-' && word[^1] == spelling[1] && !word[1..].ContainsAnyExceptInRange('A', 'z');

    private static bool Has(ReadOnlySpan<char> text, IReadOnlyList<Range> words, int program, int at, string wanted)
    {
        for (var i = program + 1; i < at; i++)
        {
            if (text[words[i]].SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }

    private void Value(ReadOnlySpan<char> text, Range word, int skip, ProgramOption option, List<SecretSpan> found)
    {
        var value = text[word][skip..];
        var start = option.Separator == '\0' ? 0 : value.IndexOf(option.Separator) + 1;
        if (start == 0 && option.Separator != '\0')
        {
            return;
        }

        var secret = value[start..];
        if (option.Separator == '/' && secret.LastIndexOf('@') is >= 0 and var host)
        {
            // scott/tiger@database
            secret = secret[..host];
        }

        if (SecretValues.IsSecret(secret, SecretTest.Any, rules.IsStrict))
        {
            found.Add(new SecretSpan(word.Start.Value + skip + start, secret.Length, option.Rule));
        }
    }

    private static void Add(ReadOnlySpan<char> text, Range word, int length, string rule, List<SecretSpan> found)
        => found.Add(new SecretSpan(word.GetOffsetAndLength(text.Length).Offset, length, rule));

    /// <summary>The words of a text, by spaces and quotes as a shell has them; a quoted word is without its quotes.</summary>
    private static List<Range> Split(ReadOnlySpan<char> text, Range place)
    {
        var words = new List<Range>();
        var (from, end) = (place.Start.Value, place.End.Value);
        while (from < end)
        {
            if (Space.Contains(text[from]))
            {
                from++;
                continue;
            }

            var (start, quote) = (from, '\0');
            for (; from < end && (quote != '\0' || !Space.Contains(text[from])); from++)
            {
                if (quote == '\0' && text[from] is '"' or '\'')
                {
                    quote = text[from];
                }
                else if (text[from] == quote)
                {
                    quote = '\0';
                }
            }

            words.Add(from - start > 1 && text[start] is '"' or '\'' && text[from - 1] == text[start] ? (start + 1)..(from - 1) : start..from);
        }

        return words;
    }
}

using System.Text;

namespace Dashboard.Tests.Shared.Secrets;

/// <summary>A command line of CommandLines.txt: its arguments, and which texts in them are secrets.</summary>
internal sealed record LabelledLine(string Text, IReadOnlyList<string> Args, IReadOnlyList<string> Secrets)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>All lines, in their order.</summary>
    public static IReadOnlyList<LabelledLine> All { get; } = Read();

    /// <summary>The secrets that are long enough not to occur by chance, as they are in JSON, too.</summary>
    public static IReadOnlyList<string> Long { get; } = [.. All.SelectMany(line => line.Secrets).Where(secret => secret.Length >= 12 && !secret.Any(c => c is '"' or '\\' or '&')).Distinct()];

    private static List<LabelledLine> Read()
    {
        // The same text in each run: a failure can be repeated.
        var random = new Random(17);
        return [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "CommandLines.txt")).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => Parse(Fill(line, random)))];
    }

    private static string Fill(string line, Random random)
    {
        var filled = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '{' && i + 2 < line.Length && line[i + 1] is 'a' or 'u' or 'h' && char.IsAsciiDigit(line[i + 2]))
            {
                var end = line.IndexOf('}', i);
                var letters = line[i + 1] switch { 'a' => Letters, 'u' => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ => "0123456789abcdef" };
                filled.Append(new string(random.GetItems<char>(letters, int.Parse(line[(i + 2)..end]))));
                i = end;
            }
            else
            {
                filled.Append(line[i]);
            }
        }

        return filled.ToString();
    }

    private static LabelledLine Parse(string line)
    {
        var (args, secrets) = (new List<string>(), new List<string>());
        var (arg, secret) = (new StringBuilder(), new StringBuilder());
        var (quote, isSecret, isOpen) = ('\0', false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c is '«' or '»')
            {
                isSecret = c == '«';
                if (!isSecret)
                {
                    secrets.Add(secret.ToString());
                    secret.Clear();
                }
            }
            else if (quote == '\0' && c == ' ' && !isSecret)
            {
                args.Add(arg.ToString());
                arg.Clear();
                isOpen = false;
                continue;
            }
            else if (quote == '"' && c == '\\')
            {
                arg.Append(line[++i]);
            }
            else if (quote == c)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else
            {
                arg.Append(c);
                secret.Append(isSecret ? c.ToString() : "");
            }

            isOpen = true;
        }

        if (isOpen)
        {
            args.Add(arg.ToString());
        }

        return new LabelledLine(line, args, secrets);
    }
}

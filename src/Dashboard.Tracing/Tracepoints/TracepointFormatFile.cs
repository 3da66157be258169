using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Tracepoints;

/// <summary>
/// Reads events/CATEGORY/NAME/format:
/// <code>
/// name: sys_exit_execve
/// ID: 715
/// format:
///     field:unsigned short common_type;    offset:0;    size:2;    signed:0;
///
///     field:long ret;    offset:16;    size:8;    signed:1;
///
/// print fmt: "0x%lx", REC->ret
/// </code>
/// Layouts move between kernels (sched_process_fork's comm was an array up to 6.14), so nothing here is known in advance.
/// </summary>
public static partial class TracepointFormatFile
{
    private const string CommonPrefix = "common_";

    public static TracepointFormat Parse(string category, string text)
    {
        string? name = null;
        string? printFormat = null;
        var id = 0;
        var fields = new List<TracepointField>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (Value(line, "name:") is { } nameText)
            {
                name = nameText;
            }
            else if (Value(line, "ID:") is { } idText)
            {
                id = int.Parse(idText, CultureInfo.InvariantCulture);
            }
            else if (Value(line, "print fmt:") is { } printText)
            {
                printFormat = printText;
            }
            else if (FieldPattern().Match(line) is { Success: true } match)
            {
                fields.Add(ToField(match));
            }
        }

        return name is null
            ? throw new FormatException($"A format file of {category} has no name line.")
            : new TracepointFormat(category, name, id, fields, printFormat, text);
    }

    private static string? Value(string line, string key)
        => line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..].Trim() : null;

    private static TracepointField ToField(Match match)
    {
        var declaration = match.Groups["declaration"].Value.Trim();
        var parts = DeclarationPattern().Match(declaration);
        var name = parts.Groups["name"].Value;
        var type = parts.Groups["type"].Value.TrimEnd() + parts.Groups["array"].Value;
        return new TracepointField(
            declaration,
            name,
            type,
            Number("offset"),
            Number("size"),
            Number("signed") != 0,
            name.StartsWith(CommonPrefix, StringComparison.Ordinal));

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^field:(?<declaration>[^;]+);\s*offset:(?<offset>\d+);\s*size:(?<size>\d+);\s*signed:(?<signed>-?\d+);$")]
    private static partial Regex FieldPattern();

    /// <summary>"__data_loc char[] comm" and "char comm[16]" both occur.</summary>
    [GeneratedRegex(@"^(?<type>.*?[\s*\]])(?<name>\w+)(?<array>(\[\w*\])*)$")]
    private static partial Regex DeclarationPattern();
}

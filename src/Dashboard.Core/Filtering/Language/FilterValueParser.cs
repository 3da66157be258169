using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Language;

/// <summary>Parses single values: numbers, durations, names. Methods return null after reporting an error.</summary>
internal sealed class FilterValueParser(FilterDiagnostics diagnostics)
{
    /// <summary>The kernel returns errors as -1 to -4095.</summary>
    private const int LastErrno = 4095;

    /// <summary>A shell reports a fatal signal as exit code 128 + number.</summary>
    private const int ShellSignalBase = 128;

    private const int FirstRealTimeSignal = 34;

    private const int LastSignal = 64;

    public long? ReadNumber(FilterFieldDefinition field, UnquotedValue value, int start, int end)
    {
        if (long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && !value.Text.StartsWith('+'))
        {
            return number;
        }

        var hint = field.Field == FilterField.Uid ? $"write a number, or user:{FilterTermBuilder.Value(value.Text)} for a name"
            : $"write a whole number, as in {field.Example}";
        return Fail($"{Shown(value)} is not a number", start, end, hint);
    }

    public long? ReadDuration(FilterFieldDefinition field, UnquotedValue value, int start, int end)
    {
        if (FilterDuration.TryParse(value.Text, out var ns))
        {
            return ns;
        }

        var isBare = value.Text.Length > 0 && value.Text.All(c => char.IsAsciiDigit(c) || c == '.');
        return isBare
            ? Fail($"{Shown(value)} has no unit", start, end, $"add a unit, e.g. {(value.Text.Length < 10 ? value.Text : "50")}ms")
            : Fail($"{Shown(value)} is not a duration", start, end, $"write a number and one of {FilterDuration.Units}, as in {field.Example}");
    }

    /// <summary>A positive error number, by number or name.</summary>
    public long? ReadErrno(UnquotedValue value, int start, int end)
    {
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number is > 0 and <= LastErrno
                ? number
                : Fail($"{number} is not an error number", start, end,
                    number is < 0 and >= -LastErrno ? $"write errno:{-number} or ret:{number}" : $"they go from 1 to {LastErrno}",
                    number is < 0 and >= -LastErrno ? $"{-number}" : null);
        }

        var found = FilterErrnos.Find(value.Text);
        return found is not null
            ? found.Number
            : FailUnknown("errno", value, start, end, FilterErrnos.All.Select(e => e.Name), "write a name as in errno(3), or its number");
    }

    /// <summary>A signal number, by number or name, with or without SIG.</summary>
    public long? ReadSignal(UnquotedValue value, int start, int end)
    {
        if (Signal.TryParse(value.Text, out var number) || TryRealTime(value.Text, out number))
        {
            return number;
        }

        if (number is > ShellSignalBase and <= ShellSignalBase + LastSignal)
        {
            number -= ShellSignalBase;
            return Fail($"{value.Text} is not a signal", start, end,
                $"a shell's exit code {value.Text} is signal {number}, {Signal.NameOf(number)}", Signal.NameOf(number));
        }

        // Compared with and without the prefix; otherwise KIL would be as similar to SIGILL as to SIGKILL.
        var hasPrefix = value.Text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase);
        return FailUnknown("signal", value, start, end, Signal.All.Select(s => hasPrefix ? s.Name : s.Name[3..]),
            "write a name as in signal(7), or a number from 1 to 64");
    }

    public FilterFlag? ReadFlag(UnquotedValue value, int start, int end)
    {
        if (!value.HasWildcards && FilterFlags.TryParse(value.Text, out var flag))
        {
            return flag;
        }

        FailUnknown("state", value, start, end, FilterFlags.All.Select(f => f.Name), $"there are {NamesOf(FilterFlags.All)}");
        return null;
    }

    /// <summary>The kinds that a name or a glob matches.</summary>
    public IReadOnlyList<string>? ReadKinds(UnquotedValue value, int start, int end)
    {
        if (value.Text.Equals(FilterCatalogue.ExecKind, StringComparison.OrdinalIgnoreCase))
        {
            return [EventKinds.ExecEnter, EventKinds.ExecExit];
        }

        var test = TextTest.Equal(ignoresCase: true, value.Parts);
        List<string> kinds = [.. EventKinds.All.Where(test.Matches)];
        if (kinds.Count > 0)
        {
            return kinds;
        }

        FailUnknown("kind", value, start, end, FilterCatalogue.Kinds.Select(k => k.Name), $"there are {NamesOf(FilterCatalogue.Kinds)}");
        return null;
    }

    /// <summary>A pid, or a process id with its start time.</summary>
    public FilterExpression.Under? ReadProcess(UnquotedValue value, int start, int end)
    {
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return new FilterExpression.Under(pid, null);
        }

        if (ProcessId.TryParse(value.Text, out var id))
        {
            return new FilterExpression.Under(id.Pid, id.StartNs);
        }

        Fail($"{Shown(value)} is not a process", start, end, "write a pid, or an id like 1200-81734400112233");
        return null;
    }

    private static bool TryRealTime(string text, out int number)
    {
        number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain) ? plain : 0;
        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        if (!name.StartsWith("RTMIN", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var plus = name.Length > 5 ? name[5..] : "+0";
        if (plus[0] != '+' || !int.TryParse(plus.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            || offset > LastSignal - FirstRealTimeSignal)
        {
            return false;
        }

        number = FirstRealTimeSignal + offset;
        return true;
    }

    private long? FailUnknown(string what, UnquotedValue value, int start, int end, IEnumerable<string> names, string otherwise)
    {
        var nearest = Spelling.Nearest(value.Text, names);
        return Fail($"unknown {what} {Shown(value)}", start, end, nearest is null ? otherwise : $"did you mean {nearest}?", nearest);
    }

    private long? Fail(string message, int start, int end, string hint, string? replacement = null)
    {
        diagnostics.Fail(message, start, end, hint, replacement);
        return null;
    }

    private static string NamesOf(IEnumerable<FilterKeyword> keywords) => string.Join(" ", keywords.Select(k => k.Name));

    private static string Shown(UnquotedValue value)
        => value.Text.Length == 0 ? "\"\"" : FilterDiagnostics.Shown(value.Text);
}

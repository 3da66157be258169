using System.Globalization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Language;

/// <summary>Writes an expression as filter text that parses to the same expression.</summary>
internal static class FilterPrinter
{
    public static string Print(FilterExpression expression) => expression switch
    {
        FilterExpression.And and => string.Join(" ", and.Operands.Select(o => o is FilterExpression.Or ? $"({o})" : o.ToString())),
        FilterExpression.Or or => string.Join(" or ", or.Operands),
        FilterExpression.Not { Operand: FilterExpression.And or FilterExpression.Or } not => $"-({not.Operand})",
        FilterExpression.Not not => $"-{not.Operand}",
        FilterExpression.Word word => Pattern(word.Test, FilterTermBuilder.Quoted),
        FilterExpression.Text { Test.Kind: TextTestKind.Regex } text => $"{NameOf(text.Field)}~{Regex(text.Test.Parts[0])}",
        FilterExpression.Text text => $"{NameOf(text.Field)}:{Pattern(text.Test, FilterTermBuilder.Value)}",
        FilterExpression.Number number => $"{NameOf(number.Field)}:{Number(number.Field, number.Test)}",
        FilterExpression.Is state => $"is:{FilterFlags.NameOf(state.Flag)}",
        FilterExpression.Under { StartNs: { } startNs } under => string.Create(CultureInfo.InvariantCulture, $"under:{under.Pid}-{startNs}"),
        FilterExpression.Under under => string.Create(CultureInfo.InvariantCulture, $"under:{under.Pid}"),
        _ => "",
    };

    private static string NameOf(FilterField field) => FilterCatalogue.Of(field).Name;

    private static string Pattern(TextTest test, Func<string, string> write)
        => string.Join("*", test.Parts.Select(p => p.Length == 0 && test.Parts.Count > 1 ? "" : write(p)));

    /// <summary>
    /// Quoted text has two escapes, a quote and a doubled backslash, so doubling each backslash is correct for any pattern.
    /// </summary>
    private static string Regex(string pattern) => FilterTermBuilder.Quoted(pattern);

    private static string Number(FilterField field, NumberTest test)
    {
        var op = test.Comparison switch
        {
            NumberComparison.Less => "<",
            NumberComparison.LessOrEqual => "<=",
            NumberComparison.Greater => ">",
            NumberComparison.GreaterOrEqual => ">=",
            NumberComparison.Present => "*",
            _ => "",
        };
        return op == "*" ? op : op + Value(field, test.Value);
    }

    private static string Value(FilterField field, long value) => FilterCatalogue.Of(field).Type switch
    {
        FilterValueType.Duration => FilterDuration.Format(value),
        _ when field == FilterField.Errno => FilterErrnos.NameOf(value),
        _ when field == FilterField.Signal => Signal.NameOf((int)value),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };
}

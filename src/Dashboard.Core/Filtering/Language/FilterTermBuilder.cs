namespace Dashboard.Core.Filtering.Language;

/// <summary>Builds filter text for the menu of a cell ("include", "exclude", "only this subtree").</summary>
public static class FilterTermBuilder
{
    /// <summary>"comm:cc1", with quotes where the value needs them. Matches exactly this value.</summary>
    public static string Equal(FilterField field, string value) => $"{FilterCatalogue.Of(field).Name}:{Value(field, value)}";

    /// <summary>The value is absent: "-errno:*".</summary>
    public static string Absent(FilterField field) => $"-{FilterCatalogue.Of(field).Name}:*";

    /// <summary>The filter with the term required in addition; the same filter when it requires the term already.</summary>
    public static string Include(string? filter, string term)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return term;
        }

        if (!Filter.TryParse(filter, out var parsed, out _))
        {
            return $"{filter.Trim()} {term}";
        }

        return TopLevelTerms.Normal(term) is { } normal && TopLevelTerms.Of(parsed).Any(t => t.Normal == normal) ? filter.Trim()
            : parsed.Expression is FilterExpression.Or ? $"({filter.Trim()}) {term}"
            : $"{filter.Trim()} {term}";
    }

    /// <summary>The filter with the term excluded in addition.</summary>
    public static string Exclude(string? filter, string term)
        => Include(filter, term.StartsWith('-') ? term[1..] : "-" + term);

    /// <summary>The value in filter syntax, quoted where necessary.</summary>
    public static string Value(string value) => IsPlain(value) ? value : Quoted(value);

    internal static string Value(FilterField field, string value)
        => Value(field == FilterField.Errno ? FilterErrnos.FromDisplay(value) : value);

    internal static string Quoted(string value)
        => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string value)
        => value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '.' or '/' or '_' or '-' or '+' or '@' or ':' or '%' or '=');
}

namespace Dashboard.Core.Filtering.Language;

/// <summary>The definition of a field, for people and for completion.</summary>
/// <param name="Name">The name in filter syntax, lower case.</param>
/// <param name="Description">One sentence: what is compared, on a process and on an event.</param>
/// <param name="Example">A valid filter that uses the field.</param>
/// <param name="Values">The known values; empty where any text or number is allowed.</param>
public sealed record FilterFieldDefinition(
    FilterField Field,
    string Name,
    FilterValueType Type,
    FilterOperators Operators,
    string Description,
    string Example,
    IReadOnlyList<FilterKeyword> Values)
{
    /// <summary>True when case is ignored: for names that people type, not for text chosen by processes.</summary>
    public bool IgnoresCase => Type == FilterValueType.Keyword || Field == FilterField.User;

    internal bool Allows(FilterOperators operators) => (Operators & operators) == operators;
}

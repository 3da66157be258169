namespace Dashboard.Core.Filtering.Language;

/// <summary>All that a person or a completion list needs to know about a field.</summary>
/// <param name="Name">As it is written in a filter, in lower case.</param>
/// <param name="Description">One sentence: what is compared, on a process and on an event.</param>
/// <param name="Example">A valid filter that uses the field.</param>
/// <param name="Values">The values that are known beforehand; empty where any text or number may stand.</param>
public sealed record FilterFieldDefinition(
    FilterField Field,
    string Name,
    FilterValueType Type,
    FilterOperators Operators,
    string Description,
    string Example,
    IReadOnlyList<FilterKeyword> Values)
{
    /// <summary>True where upper and lower case are the same: names that people type, not text that processes chose.</summary>
    public bool IgnoresCase => Type == FilterValueType.Keyword || Field == FilterField.User;

    internal bool Allows(FilterOperators operators) => (Operators & operators) == operators;
}

namespace Dashboard.Core.Filtering.Language;

/// <summary>One of a field's known values.</summary>
/// <param name="Name">The name in filter syntax.</param>
/// <param name="Meaning">One sentence for the user.</param>
public sealed record FilterKeyword(string Name, string Meaning);

namespace Dashboard.Core.Filtering.Language;

/// <summary>One of the values that a field is known to take.</summary>
/// <param name="Name">As it is written in a filter.</param>
/// <param name="Meaning">One sentence for people.</param>
public sealed record FilterKeyword(string Name, string Meaning);

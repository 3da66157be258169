namespace Dashboard.Core.Learning;

/// <summary>An answer to the question of an experiment.</summary>
/// <param name="Reply">The text shown after the run to a user who chose it.</param>
public sealed record Choice(string Text, bool IsRight, string Reply);

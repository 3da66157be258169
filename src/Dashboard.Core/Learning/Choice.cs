namespace Dashboard.Core.Learning;

/// <summary>An answer to the question of an experiment.</summary>
/// <param name="Reply">What to say to somebody who chose it, after the run.</param>
public sealed record Choice(string Text, bool IsRight, string Reply);

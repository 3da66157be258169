namespace Dashboard.Core.Learning;

/// <summary>The result of an experiment's program.</summary>
/// <param name="Output">Its output, truncated at a limit.</param>
/// <param name="Problem">Why it could not be run to its end, in one sentence; else null.</param>
public sealed record ProgramResult(string Output, string? Problem);

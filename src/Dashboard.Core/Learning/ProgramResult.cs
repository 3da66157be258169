namespace Dashboard.Core.Learning;

/// <summary>How the program of an experiment fared.</summary>
/// <param name="Output">What it printed, cut at a bound.</param>
/// <param name="Problem">Why it could not be run to its end, in one sentence; else null.</param>
public sealed record ProgramResult(string Output, string? Problem);

namespace Dashboard.Core.Feeds;

/// <summary>Whether the events of two test commands were captured.</summary>
/// <param name="Verdict">The result in a sentence.</param>
public sealed record SelfTestResult(bool Passed, string Verdict, IReadOnlyList<SelfTestStep> Steps);

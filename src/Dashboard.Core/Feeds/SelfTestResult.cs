namespace Dashboard.Core.Feeds;

/// <summary>Whether what two commands did was seen.</summary>
/// <param name="Verdict">In a sentence.</param>
public sealed record SelfTestResult(bool Passed, string Verdict, IReadOnlyList<SelfTestStep> Steps);

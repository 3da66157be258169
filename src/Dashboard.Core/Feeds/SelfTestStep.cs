namespace Dashboard.Core.Feeds;

/// <summary>One event that had to come.</summary>
/// <param name="Expected">In words: "exec of /bin/true".</param>
public sealed record SelfTestStep(string Expected, bool Seen);

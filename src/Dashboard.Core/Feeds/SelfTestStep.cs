namespace Dashboard.Core.Feeds;

/// <summary>One expected event.</summary>
/// <param name="Expected">In words: "exec of /bin/true".</param>
public sealed record SelfTestStep(string Expected, bool Seen);

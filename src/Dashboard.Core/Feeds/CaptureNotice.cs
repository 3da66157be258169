namespace Dashboard.Core.Feeds;

/// <summary>Why the page does not show the live machine, in one sentence, with the fix.</summary>
/// <param name="Problem">What is missing and what stops working.</param>
/// <param name="Fix">The remedy, as a command where there is one.</param>
public sealed record CaptureNotice(string Problem, string Fix);

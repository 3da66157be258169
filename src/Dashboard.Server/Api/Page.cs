namespace Dashboard.Server.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">From the newest on.</param>
/// <param name="Total">How many match in all, on every page together.</param>
/// <param name="Next">Hand this back as cursor for the page after; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? Next);

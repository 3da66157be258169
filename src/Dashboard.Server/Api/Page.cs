using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Total">Number of matches on all pages.</param>
/// <param name="Next">Pass this as cursor to get the next page; null on the last page.</param>
/// <param name="HeldSince">Exit time of the oldest exited process that is held; null while none was evicted.</param>
/// <param name="ArgsIncomplete">
/// True when the filter uses arguments and some arguments were not kept completely since capture began; matches may be missing.
/// </param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? Next, Timestamp? HeldSince, bool ArgsIncomplete);

using Dashboard.Core.Feeds;

namespace Dashboard.Server.Api;

/// <summary>One tracepoint that the dashboard uses.</summary>
/// <param name="Name">category:tracepoint.</param>
/// <param name="Id">The number that perf and the tutorial's bpftrace use for it; null when its format file could not be read.</param>
/// <param name="Attached">Whether our program runs on it.</param>
/// <param name="Reason">Why it is not attached; null when it is.</param>
/// <param name="Hits">How often our program ran.</param>
/// <param name="AverageNs">Mean run time, from the kernel's BPF statistics, which run on demand; null before the first measurement.</param>
/// <param name="Fields">The record's fields, the four common ones first; null when the format file could not be read.</param>
/// <param name="PrintFormat">How the kernel itself prints the record.</param>
/// <param name="Raw">The unchanged format file.</param>
public sealed record TracepointResponse(
    string Name, int? Id, bool Attached, string? Reason, long Hits, double? AverageNs, IReadOnlyList<TracepointField>? Fields,
    string? PrintFormat, string? Raw);

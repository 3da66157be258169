using Dashboard.Core.Feeds;

namespace Dashboard.Server.Api;

/// <summary>One tracepoint that the dashboard uses.</summary>
/// <param name="Name">category:tracepoint.</param>
/// <param name="Id">The number by which perf and the tutorial's bpftrace know it; null when its format file could not be read.</param>
/// <param name="Attached">Whether our program runs on it.</param>
/// <param name="Reason">Why it is not attached; null when it is.</param>
/// <param name="Hits">How often our program ran.</param>
/// <param name="AverageNs">By the kernel's BPF statistics, which run while somebody looks; null before the first run that was measured.</param>
/// <param name="Fields">The record's fields, the four common ones first; null when the format file could not be read.</param>
/// <param name="PrintFormat">How the kernel itself prints the record.</param>
/// <param name="Raw">The format file as it is.</param>
public sealed record TracepointResponse(
    string Name, int? Id, bool Attached, string? Reason, long Hits, double? AverageNs, IReadOnlyList<TracepointField>? Fields,
    string? PrintFormat, string? Raw);

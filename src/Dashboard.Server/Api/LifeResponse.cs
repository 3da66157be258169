using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>One process that had this pid.</summary>
/// <param name="Life">1 for the first life in this capture, 2 for the second …</param>
/// <param name="From">Its start time.</param>
/// <param name="To">Its exit time; null while it runs.</param>
/// <param name="ReuseGapNs">Time from the exit of the previous life to this start; null for the first life, or when that exit was not seen.</param>
public sealed record LifeResponse(
    ProcessId Id, int Life, Timestamp From, Timestamp? To, long? ReuseGapNs, string Comm, ProcessState State, ExitResponse? Exit,
    IReadOnlyList<ImageResponse> Images);

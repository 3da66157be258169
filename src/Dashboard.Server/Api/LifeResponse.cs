using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>One process that a pid number was.</summary>
/// <param name="Life">1 for the first life in this capture, 2 for the second …</param>
/// <param name="From">Its start.</param>
/// <param name="To">Its exit; null while it runs.</param>
/// <param name="ReuseGapNs">From the exit of the life before to this start; null for the first, and where that exit was not seen.</param>
public sealed record LifeResponse(
    ProcessId Id, int Life, Timestamp From, Timestamp? To, long? ReuseGapNs, string Comm, ProcessState State, ExitResponse? Exit,
    IReadOnlyList<ImageResponse> Images);

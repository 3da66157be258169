namespace Dashboard.Server.Api;

/// <summary>Who a pid number was.</summary>
/// <param name="Count">All lives seen in this capture, also those no longer held.</param>
/// <param name="Lives">Those that are held, oldest first; empty for a number that was not seen.</param>
public sealed record PidResponse(int Pid, int Count, IReadOnlyList<LifeResponse> Lives);

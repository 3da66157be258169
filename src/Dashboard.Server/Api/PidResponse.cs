namespace Dashboard.Server.Api;

/// <summary>The processes that had a pid.</summary>
/// <param name="Count">Number of lives seen in this capture, evicted ones included.</param>
/// <param name="Lives">The lives that are held, oldest first; empty for a pid that was not seen.</param>
public sealed record PidResponse(int Pid, int Count, IReadOnlyList<LifeResponse> Lives);

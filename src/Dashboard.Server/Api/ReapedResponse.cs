using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>The end of a zombie.</summary>
/// <param name="By">The process that waited; null when there was none, or it was not seen.</param>
/// <param name="ZombieNs">From exit to reap; null when the exit was not seen.</param>
public sealed record ReapedResponse(Timestamp Time, ProcessReference? By, long? ZombieNs);

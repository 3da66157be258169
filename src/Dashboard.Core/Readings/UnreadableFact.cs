namespace Dashboard.Core.Readings;

/// <summary>A missing fact of a reading.</summary>
/// <param name="Fact">Its field name in JSON.</param>
/// <param name="Errno">"EACCES"; null when no call failed.</param>
/// <param name="Why">"needs CAP_SYS_PTRACE".</param>
public sealed record UnreadableFact(string Fact, string? Errno, string Why);

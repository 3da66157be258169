namespace Dashboard.Core.Readings;

/// <summary>A fact that is missing in a reading.</summary>
/// <param name="Fact">The name of its field in JSON.</param>
/// <param name="Errno">"EACCES"; null when no call failed.</param>
/// <param name="Why">"needs CAP_SYS_PTRACE".</param>
public sealed record UnreadableFact(string Fact, string? Errno, string Why);

namespace Dashboard.Server.Api;

/// <summary>Programs that had secrets in their arguments, since capture began.</summary>
/// <param name="Redaction">off, default or strict; null when unknown.</param>
/// <param name="Total">Successful execs, and processes that already ran, whose arguments had at least one.</param>
/// <param name="Groups">Most frequent first.</param>
public sealed record SecretsResponse(string? Redaction, long Total, IReadOnlyList<SecretResponse> Groups);

namespace Dashboard.Server.Api;

/// <summary>How many processes are held.</summary>
/// <param name="Live">Running.</param>
/// <param name="Exited">Gone, zombies included.</param>
/// <param name="Evicted">Dropped to keep the limit, the oldest exits first.</param>
public sealed record ProcessCounts(int Live, int Exited, long Evicted);

namespace Dashboard.Server.Api;

/// <summary>How many processes are held.</summary>
/// <param name="Live">Running.</param>
/// <param name="Exited">Exited, zombies included.</param>
/// <param name="Evicted">Evicted to stay within the limits, oldest exits first.</param>
public sealed record ProcessCounts(int Live, int Exited, long Evicted);

namespace Dashboard.Core.Feeds;

/// <summary>The BPF ring buffer.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Used">Bytes written and not yet consumed.</param>
public sealed record RingStatus(long Size, long Used);

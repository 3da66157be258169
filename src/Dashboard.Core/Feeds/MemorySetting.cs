namespace Dashboard.Core.Feeds;

/// <summary>Where the budget of memory comes from.</summary>
/// <param name="Source">"option", "cgroup" or "default".</param>
/// <param name="BaseBytes">What the program may take beside it: itself, the kernel's ring and the queue behind it, and what the collector needs.</param>
public sealed record MemorySetting(string Source, long BaseBytes);

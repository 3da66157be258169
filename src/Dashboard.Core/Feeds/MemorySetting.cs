namespace Dashboard.Core.Feeds;

/// <summary>The source of the memory budget.</summary>
/// <param name="Source">"option", "cgroup" or "default".</param>
/// <param name="BaseBytes">Memory used outside of the budget: the program, the ring buffer and its queue, and the garbage collector's overhead.</param>
public sealed record MemorySetting(string Source, long BaseBytes);

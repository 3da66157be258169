using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Text on the memory budget and what was evicted to keep it.</summary>
public static class MemoryText
{
    public static string Source(MemorySetting? setting) => setting?.Source switch
    {
        "option" => "set by --memory",
        "cgroup" => "what the memory cgroup leaves",
        _ => "the default; --memory changes it",
    };

    /// <summary>What was evicted to keep the budget; null when nothing was. Evictions by the count limits do not belong here.</summary>
    public static string? Cost(MemoryUse use)
    {
        string[] parts =
        [
            .. use.EventsCut > 0 ? [$"arguments of {Shown.Count(use.EventsCut, "event", "events")} cut"] : (string[])[],
            .. use.EventsEvictedForMemory > 0 ? [$"{Shown.Count(use.EventsEvictedForMemory, "event", "events")} dropped"] : (string[])[],
            .. use.ProcessesEvictedForMemory > 0 ? [$"{Shown.Count(use.ProcessesEvictedForMemory, "process", "processes")} dropped"] : (string[])[],
        ];
        return parts.Length == 0 ? null : "Oldest first: " + string.Join(", ", parts);
    }

    /// <summary>How far back the history goes: "events of the last 4 m 10 s"; null while nothing has been evicted.</summary>
    public static string? Kept(string what, long? sinceBootNs, long nowBootNs)
        => sinceBootNs is { } oldest ? $"{what} of the last {Durations.Age(nowBootNs - oldest)}" : null;
}

using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Text on the memory budget and what was evicted to keep it.</summary>
public static class MemoryText
{
    public static string Source(MemorySetting? setting) => setting?.Source switch
    {
        "option" => "set by --memory",
        "cgroup" => "from the limit of the memory cgroup",
        _ => "the default; --memory changes it",
    };

    /// <summary>What was evicted to keep the budget; null when nothing was. Evictions by the count limits do not belong here.</summary>
    public static string? Cost(MemoryUse use)
    {
        string[] parts =
        [
            .. use.EventsCut > 0 ? [$"arguments of {DisplayText.Count(use.EventsCut, "event", "events")} cut"] : (string[])[],
            .. use.EventsEvictedForMemory > 0 ? [$"{DisplayText.Count(use.EventsEvictedForMemory, "event", "events")} dropped"] : (string[])[],
            .. use.ProcessesEvictedForMemory > 0 ? [$"{DisplayText.Count(use.ProcessesEvictedForMemory, "process", "processes")} dropped"] : (string[])[],
        ];
        return parts.Length == 0 ? null : "Oldest first: " + string.Join(", ", parts);
    }

    /// <summary>How far back it goes of processes, ended and running; null while nothing has been forgotten.</summary>
    public static string? Kept(ProcessTable processes, long nowBootNs)
    {
        string?[] parts =
        [
            Kept("ended processes", processes.HeldSinceBootNs, nowBootNs),
            processes.EvictedLiveCount > 0 ? $"{DisplayText.Count(processes.EvictedLiveCount, "older running process is", "older running processes are")} not kept" : null,
        ];
        return parts.All(part => part is null) ? null : string.Join(", ", parts.OfType<string>());
    }

    /// <summary>How far back it goes: "events of the last 4 m 10 s"; null while nothing has been forgotten.</summary>
    public static string? Kept(string what, long? sinceBootNs, long nowBootNs)
        => sinceBootNs is { } oldest ? $"{what} of the last {Durations.Age(nowBootNs - oldest)}" : null;
}

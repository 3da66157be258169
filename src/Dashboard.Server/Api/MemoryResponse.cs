using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Server.Hosting.Memory;

namespace Dashboard.Server.Api;

/// <summary>Where the memory of all that is kept stands, in bytes, and what it cost to stay within its budget.</summary>
/// <param name="Budget">The most that may be used.</param>
/// <param name="Source">Where the budget comes from: "option", "cgroup" or "default".</param>
/// <param name="Base">What the program may take beside the budget; null when that was not measured.</param>
/// <param name="Used">The sum of the next five.</param>
/// <param name="Arguments">Arguments of events, and of processes that run or have just ended.</param>
/// <param name="Events">Events, with their paths.</param>
/// <param name="Processes">Processes; of those that have ended with their arguments.</param>
/// <param name="Failures">Groups of failures.</param>
/// <param name="Other">Objects that wait to be used again, and what has a fixed size.</param>
/// <param name="EventsCut">Events whose arguments were cut to save memory.</param>
/// <param name="EventsEvicted">Events that are no longer held.</param>
/// <param name="ProcessesCut">Times that a process had arguments cut to save memory.</param>
/// <param name="ProcessesEvicted">Processes that are no longer held.</param>
/// <param name="EventsEvictedForMemory">Of the evicted events those that went to save memory; the others went because so many had come.</param>
/// <param name="ProcessesEvictedForMemory">The same of processes.</param>
public sealed record MemoryResponse(
    long Budget, string Source, long? Base, long Used, long Arguments, long Events, long Processes, long Failures, long Other,
    long EventsCut, long EventsEvicted, long ProcessesCut, long ProcessesEvicted, long EventsEvictedForMemory, long ProcessesEvictedForMemory)
{
    public static MemoryResponse Of(MemoryUse use, MemorySetting? setting) => new(
        use.Budget, setting?.Source ?? MemorySources.Default, setting?.BaseBytes, use.Used, use.Arguments, use.Events, use.Processes, use.Failures, use.Other,
        use.EventsCut, use.EventsEvicted, use.ProcessesCut, use.ProcessesEvicted, use.EventsEvictedForMemory, use.ProcessesEvictedForMemory);
}

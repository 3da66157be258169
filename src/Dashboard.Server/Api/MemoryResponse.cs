using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Server.Hosting.Memory;

namespace Dashboard.Server.Api;

/// <summary>Memory of all data that is kept, in bytes, and what was dropped to stay within the budget.</summary>
/// <param name="Budget">Upper bound.</param>
/// <param name="Source">Origin of the budget: "option", "cgroup" or "default".</param>
/// <param name="Base">Memory that the program may use in addition to the budget; null when it was not measured.</param>
/// <param name="Used">The sum of the next six.</param>
/// <param name="Arguments">Arguments of events, of running processes and of processes that have just exited.</param>
/// <param name="Events">Events, with their paths.</param>
/// <param name="Processes">Processes; for exited ones including their arguments.</param>
/// <param name="Failures">Groups of failures.</param>
/// <param name="Recent">Recent processes for the Overview, while it is watched.</param>
/// <param name="Other">Pooled objects, and data of fixed size.</param>
/// <param name="EventsCut">Events whose arguments were cut to save memory.</param>
/// <param name="EventsEvicted">Events that are no longer held.</param>
/// <param name="ProcessesCut">How often arguments of a process were cut to save memory.</param>
/// <param name="ProcessesEvicted">Processes that are no longer held.</param>
/// <param name="EventsEvictedForMemory">Events evicted to save memory; the other evicted events exceeded the maximum count.</param>
/// <param name="ProcessesEvictedForMemory">The same for processes.</param>
public sealed record MemoryResponse(
    long Budget, string Source, long? Base, long Used, long Arguments, long Events, long Processes, long Failures, long Recent, long Other,
    long EventsCut, long EventsEvicted, long ProcessesCut, long ProcessesEvicted, long EventsEvictedForMemory, long ProcessesEvictedForMemory)
{
    public static MemoryResponse Of(MemoryUse use, MemorySetting? setting) => new(
        use.Budget, setting?.Source ?? MemorySources.Default, setting?.BaseBytes, use.Used, use.Arguments, use.Events, use.Processes, use.Failures, use.Recent, use.Other,
        use.EventsCut, use.EventsEvicted, use.ProcessesCut, use.ProcessesEvicted, use.EventsEvictedForMemory, use.ProcessesEvictedForMemory);
}

namespace Dashboard.Core.History;

/// <summary>Memory of a capture in bytes, and what was dropped to stay within its budget.</summary>
/// <param name="Budget">The maximum.</param>
/// <param name="Used">The sum of the next six.</param>
/// <param name="Arguments">Arguments of events, and of processes that are not packed.</param>
/// <param name="Events">Events, with their paths.</param>
/// <param name="Processes">Processes; of those that have ended with their arguments.</param>
/// <param name="Failures">Groups of failures.</param>
/// <param name="Recent">Recent processes for the Overview, while it is watched.</param>
/// <param name="Other">Spare objects, and data of fixed size.</param>
/// <param name="EventsCut">Events whose arguments were cut.</param>
/// <param name="EventsEvicted">Events no longer held, for any limit.</param>
/// <param name="EventsEvictedForMemory">The part of them evicted to save memory.</param>
/// <param name="ProcessesCut">How often arguments of a process were cut.</param>
/// <param name="ProcessesEvicted">Processes no longer held, for any limit.</param>
/// <param name="ProcessesEvictedForMemory">The part of them evicted to save memory.</param>
public sealed record MemoryUse(
    long Budget, long Used, long Arguments, long Events, long Processes, long Failures, long Recent, long Other,
    long EventsCut, long EventsEvicted, long EventsEvictedForMemory, long ProcessesCut, long ProcessesEvicted, long ProcessesEvictedForMemory);

namespace Dashboard.Core.History;

/// <summary>Where the memory of a capture stands, in bytes, and what it cost to stay within its budget.</summary>
/// <param name="Budget">The most that may be used.</param>
/// <param name="Used">What all that is kept takes: the sum of the next five.</param>
/// <param name="Arguments">Arguments of events, and of processes that are not packed.</param>
/// <param name="Events">Events, with their paths.</param>
/// <param name="Processes">Processes; of those that have ended with their arguments.</param>
/// <param name="Failures">Groups of failures.</param>
/// <param name="Other">Objects that wait to be used again, and what has a fixed size.</param>
/// <param name="EventsCut">Events whose arguments were cut.</param>
/// <param name="EventsEvicted">Events that are no longer held, for whatever bound.</param>
/// <param name="EventsEvictedForMemory">Of them, those that went to save memory.</param>
/// <param name="ProcessesCut">Times that a process had arguments cut.</param>
/// <param name="ProcessesEvicted">Processes that are no longer held, for whatever bound.</param>
/// <param name="ProcessesEvictedForMemory">Of them, those that went to save memory.</param>
public sealed record MemoryUse(
    long Budget, long Used, long Arguments, long Events, long Processes, long Failures, long Other,
    long EventsCut, long EventsEvicted, long EventsEvictedForMemory, long ProcessesCut, long ProcessesEvicted, long ProcessesEvictedForMemory);

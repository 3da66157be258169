using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>A program, under the program that started it, of which processes failed: they match <c>is:failed</c>.</summary>
/// <param name="Pair">The name and path of the starter are null where it was not seen.</param>
/// <param name="Failures">Processes that failed.</param>
/// <param name="Reasons">The most frequent first. At most <see cref="MaxReasons"/>; the other failures have other reasons.</param>
/// <param name="Interval">Between failures; null with one.</param>
/// <param name="IsFailing">
/// It failed more than once, its last exit was a failure, and that was within a minute, or within two intervals where they are regular.
/// </param>
/// <param name="Last">The last failure.</param>
/// <param name="Example">The process that failed last; null when it is no longer held.</param>
public sealed record FailingProgram(
    SpawnKey Pair, int Failures, IReadOnlyList<FailureCount> Reasons, SpawnInterval? Interval, bool IsFailing, Timestamp Last, long LastBootNs, ProcessSummary? Example)
{
    public const int MaxReasons = 3;
}

using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>A program, under the program that started it, of which processes failed: they match <c>is:failed</c>.</summary>
/// <param name="Pair">The name and path of the starter are null where it was not seen.</param>
/// <param name="Failures">Processes that failed.</param>
/// <param name="Reasons">The most frequent first. At most <see cref="MaxReasons"/>, crashes among them; the other failures have other reasons.</param>
/// <param name="Interval">Between failures; null with one.</param>
/// <param name="IsFailing">
/// It can be expected to fail again: it failed more than once, its last exit was a failure within a minute, or within two intervals where
/// they are regular, and either these are a second or longer, or one process that still runs starts them, they are spread over two seconds,
/// and the last reason is not a new one.
/// Of a whole capture, where what started it has ended with all else, only the first part counts.
/// </param>
/// <param name="Last">The last failure.</param>
/// <param name="Example">The process that failed last; null when it is no longer held.</param>
public sealed record FailingProgram(
    SpawnKey Pair, int Failures, IReadOnlyList<FailureCount> Reasons, SpawnInterval? Interval, bool IsFailing, Timestamp Last, long LastBootNs, ProcessSummary? Example)
{
    public const int MaxReasons = 3;

    /// <summary>One of its failures was a crash: see <see cref="FailureReason.IsCrash"/>.</summary>
    public bool HasCrash { get; init; }

    /// <summary>Why it failed last.</summary>
    public FailureReason LastReason { get; init; }

    /// <summary>The first failure of the window.</summary>
    public long FirstBootNs { get; init; }

    /// <summary>Who started the last one has ended, and no ancestor of the same name runs. False where that is not known.</summary>
    public bool StarterHasEnded { get; init; }
}

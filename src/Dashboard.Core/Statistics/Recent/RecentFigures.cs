using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>
/// What just happened: the same figures for the overview and /overview. Programs, failures, starters and storms are those of the window,
/// ended processes those of its last minute.
/// </summary>
public sealed record RecentFigures
{
    public const int MaxFailing = 8;
    public const int MaxNewest = 12;
    public const int MaxSpawners = 6;
    public const int MaxStorms = 5;

    /// <summary>The window of a live capture.</summary>
    public const long WindowNs = 300_000_000_000;

    /// <summary>The part of it for ended processes.</summary>
    public const long LatestNs = 60_000_000_000;

    public required long NowBootNs { get; init; }

    /// <summary>The beginning of the window.</summary>
    public required long FromBootNs { get; init; }

    public required Timestamp From { get; init; }

    public required Timestamp To { get; init; }

    /// <summary>The beginning of the time for <see cref="Ended"/> and <see cref="Newest"/>.</summary>
    public required long LatestFromBootNs { get; init; }

    /// <summary>The window is shorter than wanted, because more processes ended in it than are kept for it.</summary>
    public required bool IsCut { get; init; }

    /// <summary>Processes that ended.</summary>
    public required int Ended { get; init; }

    /// <summary>How many of them match <c>is:failed</c>.</summary>
    public required int EndedFailed { get; init; }

    /// <summary>The ones that ended last, newest first. At most <see cref="MaxNewest"/>.</summary>
    public required IReadOnlyList<ProcessSummary> Newest { get; init; }

    /// <summary>
    /// Each under its starter: those that go on failing first, the most failures first, then the others, those that began last first;
    /// crashes before all others of their part, and in the list before any other. Of a whole capture first those that are what their
    /// parents failed at, with these. At most <see cref="MaxFailing"/>.
    /// </summary>
    public required IReadOnlyList<FailingProgram> Failing { get; init; }

    /// <summary>All rows of <see cref="Failing"/>.</summary>
    public required int FailedPairs { get; init; }

    /// <summary>All programs, by name, with a failure in the window.</summary>
    public required int FailedPrograms { get; init; }

    /// <summary>How many of them are failing: <see cref="FailingProgram.IsFailing"/>, under any starter.</summary>
    public required int FailingPrograms { get; init; }

    public required ProgramFigures Programs { get; init; }

    /// <summary>Most starts first. At most <see cref="MaxSpawners"/>.</summary>
    public required IReadOnlyList<SpawnGroup> Spawners { get; init; }

    /// <summary>The last ones, that which began last first. At most <see cref="MaxStorms"/>.</summary>
    public required IReadOnlyList<Storm> Storms { get; init; }

    /// <summary>Losses of the window, oldest first.</summary>
    public required IReadOnlyList<LossBand> Losses { get; init; }

    /// <summary>Computes them once, without a window that is kept.</summary>
    /// <param name="isWhole">Of the whole capture, as of a recording; else of the last minutes.</param>
    public static RecentFigures Read(QueryRun run, Filter filter, bool isWhole, long attachedBootNs, long nowBootNs)
        => new RecentReader(filter, isWhole, attachedBootNs).Read(run, nowBootNs);
}

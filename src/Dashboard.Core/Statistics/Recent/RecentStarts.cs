using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>Starts, exits and failures of one program under another, while the figures of a window are added up.</summary>
internal sealed class RecentStarts(SpawnKey key)
{
    /// <summary>A program repeats its failures while they are not older than so many of their intervals.</summary>
    private const int MaxMissedIntervals = 3;

    /// <summary>Short intervals are irregular: a failure is current for this long, whatever its interval.</summary>
    private const long MinCurrentNs = 10_000_000_000;

    /// <summary>When its processes failed. Bounded by the rows of the window.</summary>
    private readonly List<long> _failures = [];
    private long _lastExitBootNs;

    public SpawnKey Key => key;

    /// <summary>Processes with a fork in the window.</summary>
    public int Starts { get; private set; }

    public int Failures => _failures.Count;

    public long LastFailureBootNs { get; private set; }

    /// <summary>The process that failed last.</summary>
    public ProcessId LastFailed { get; private set; }

    public void Add(in RecentProcess process, long sinceBootNs)
    {
        Starts += process.ForkWasSeen && process.Id.StartNs >= sinceBootNs ? 1 : 0;
        if (process.Run.ExitBootNs is { } end)
        {
            _lastExitBootNs = Math.Max(_lastExitBootNs, end);
        }

        if (process.FailedBootNs >= sinceBootNs && process.FailedBootNs > 0)
        {
            _failures.Add(process.FailedBootNs);
            if (process.FailedBootNs >= LastFailureBootNs)
            {
                (LastFailureBootNs, LastFailed) = (process.FailedBootNs, process.Id);
            }
        }
    }

    public SpawnInterval? FailureInterval()
    {
        _failures.Sort();
        return SpawnInterval.Of(CollectionsMarshal.AsSpan(_failures));
    }

    /// <summary>It failed more than once, its last exit was a failure, and the next one would not be overdue.</summary>
    public bool IsFailing(SpawnInterval? interval, long nowBootNs)
        => interval is not null && LastFailureBootNs >= _lastExitBootNs
            && nowBootNs - LastFailureBootNs <= Math.Max(MinCurrentNs, MaxMissedIntervals * interval.MedianNs);
}

using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>Starts, exits and failures of one program under another, while the figures of a window are added up.</summary>
internal sealed class RecentStarts(SpawnKey key)
{
    /// <summary>A program goes on failing while its last failure is not older than so many of its intervals, where they are regular.</summary>
    private const int MaxIntervals = 2;

    /// <summary>A failure is current for this long, whatever its interval.</summary>
    private const long CurrentNs = 60_000_000_000;

    /// <summary>Reasons that are counted separately: more than a row shows, and few to look through.</summary>
    private const int MaxReasons = 16;

    /// <summary>When its processes failed. Bounded by the rows of the window.</summary>
    private readonly List<long> _failures = [];

    /// <summary>Bounded by <see cref="MaxReasons"/>.</summary>
    private readonly List<FailureCount> _reasons = [];
    private long _lastExitBootNs;

    public SpawnKey Key => key;

    /// <summary>Processes with a fork in the window.</summary>
    public int Starts { get; private set; }

    public int Failures => _failures.Count;

    public long LastFailureBootNs { get; private set; }

    /// <summary>The process that failed last.</summary>
    public ProcessId LastFailed { get; private set; }

    /// <summary>One of its failures is in a chain of several: see <see cref="Querying.FailureChain"/>.</summary>
    public bool IsInChain { get; set; }

    /// <summary>The most frequent first; the first to appear where they are equal.</summary>
    public IReadOnlyList<FailureCount> Reasons => [.. _reasons.OrderByDescending(r => r.Count).Take(FailingProgram.MaxReasons)];

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
            Count(process.Reason);
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

    /// <summary>See <see cref="FailingProgram.IsFailing"/>.</summary>
    public bool IsFailing(SpawnInterval? interval, long nowBootNs)
        => interval is not null && LastFailureBootNs >= _lastExitBootNs
            && nowBootNs - LastFailureBootNs <= Math.Max(CurrentNs, interval.Regular == true ? MaxIntervals * interval.MedianNs : 0);

    private void Count(FailureReason reason)
    {
        var at = _reasons.FindIndex(r => r.Reason == reason);
        if (at >= 0)
        {
            _reasons[at] = new FailureCount(reason, _reasons[at].Count + 1);
        }
        else if (_reasons.Count < MaxReasons)
        {
            _reasons.Add(new FailureCount(reason, 1));
        }
    }
}

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

    /// <summary>Failures within a shorter time are one burst, as of a script that tests what there is.</summary>
    private const long MinSpreadNs = 2_000_000_000;

    /// <summary>What fails regularly in intervals of this length goes on, also where each failure has a starter of its own.</summary>
    private const long MinRhythmNs = 1_000_000_000;

    /// <summary>Reasons that are counted separately: more than a row shows, and few to look through.</summary>
    private const int MaxReasons = 16;

    /// <summary>When its processes failed. Bounded by the rows of the window.</summary>
    private readonly List<long> _failures = [];

    /// <summary>Bounded by <see cref="MaxReasons"/> and the kinds of crashes.</summary>
    private readonly List<FailureCount> _reasons = [];
    private long _lastExitBootNs;
    private long _firstFailureBootNs = long.MaxValue;

    public SpawnKey Key => key;

    /// <summary>Processes with a fork in the window.</summary>
    public int Starts { get; private set; }

    public int Failures => _failures.Count;

    public long LastFailureBootNs { get; private set; }

    /// <summary>The process that failed last.</summary>
    public ProcessId LastFailed { get; private set; }

    /// <summary>Who started it; null where that was not seen.</summary>
    public ProcessId? LastStarter { get; private set; }

    /// <summary>Who started the process that failed first.</summary>
    public ProcessId? FirstStarter { get; private set; }

    /// <summary>Why it failed.</summary>
    public FailureReason LastReason { get; private set; }

    public bool HasCrash { get; private set; }

    /// <summary>Of a pair with failures.</summary>
    public long FirstFailureBootNs => _firstFailureBootNs;

    /// <summary>See <see cref="FailingProgram.StarterHasEnded"/>. Set by the reader, which asks the table.</summary>
    public bool StarterHasEnded { get; set; }

    /// <summary>
    /// The first and the last failure come from different processes of the starter's name: two shells, each with one command that failed. Set by
    /// the reader; false where it is not known.
    /// </summary>
    public bool HasSeveralStarters { get; set; }

    /// <summary>One of its failures is in a chain of several: see <see cref="Querying.FailureChain"/>.</summary>
    public bool IsInChain { get; set; }

    /// <summary>The most frequent first; the first to appear where they are equal.</summary>
    public IReadOnlyList<FailureCount> Reasons
        => [.. _reasons.OrderByDescending(r => r.Reason.IsCrash).ThenByDescending(r => r.Count).Take(FailingProgram.MaxReasons).OrderByDescending(r => r.Count)];

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
                (LastFailureBootNs, LastFailed, LastReason) = (process.FailedBootNs, process.Id, process.Reason);
                LastStarter = process.Start.Starter ?? process.Parent;
            }

            if (process.FailedBootNs < _firstFailureBootNs)
            {
                (_firstFailureBootNs, FirstStarter) = (process.FailedBootNs, process.Start.Starter ?? process.Parent);
            }
        }
    }

    public SpawnInterval? FailureInterval()
    {
        _failures.Sort();
        return SpawnInterval.Of(CollectionsMarshal.AsSpan(_failures));
    }

    /// <summary>See <see cref="FailingProgram.IsFailing"/>.</summary>
    public bool IsFailing(SpawnInterval? interval, bool isWhole, long nowBootNs)
        => interval is not null && LastFailureBootNs >= _lastExitBootNs
            && nowBootNs - LastFailureBootNs <= Math.Max(CurrentNs, interval.Regular == true ? MaxIntervals * interval.MedianNs : 0)
            && (isWhole || GoesOn(interval));

    private bool GoesOn(SpawnInterval interval)
        => interval is { Regular: true, MedianNs: >= MinRhythmNs }
            || (!StarterHasEnded && !HasSeveralStarters && LastFailureBootNs - FirstFailureBootNs >= MinSpreadNs && _reasons.Exists(r => r.Reason == LastReason && r.Count > 1));

    private void Count(FailureReason reason)
    {
        HasCrash |= reason.IsCrash;
        var at = _reasons.FindIndex(r => r.Reason == reason);
        if (at >= 0)
        {
            _reasons[at] = new FailureCount(reason, _reasons[at].Count + 1);
        }
        else if (_reasons.Count < MaxReasons || reason.IsCrash)
        {
            _reasons.Add(new FailureCount(reason, 1));
        }
    }
}

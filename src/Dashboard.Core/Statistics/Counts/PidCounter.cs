using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Estimates the kernel's pid allocation from the newest forks. The kernel allocates pids cyclically (idr_alloc_cyclic in
/// kernel/pid.c); threads take pids too, so the number of forks alone does not give the pace.
/// </summary>
public sealed class PidCounter
{
    /// <summary>RESERVED_PIDS: after a wraparound the kernel continues here, not at 1.</summary>
    public const int FirstAfterWrap = 300;

    /// <summary>Seconds for which the pace is stored.</summary>
    public const int Seconds = 60;

    private readonly (long Second, long Numbers, long Forks)[] _paces = new (long, long, long)[Seconds];
    private int _highest;
    private long _firstSecond = long.MaxValue;

    /// <summary>The pid of the newest process; null before the first fork.</summary>
    public int? Last { get; private set; }

    /// <summary>Number of wraparounds since capture began.</summary>
    public int Wraps { get; private set; }

    /// <summary>Forks per second, over the complete seconds among the last <paramref name="seconds"/>.</summary>
    public double ForksPerSecond(Timestamp now, int seconds) => Pace(now, seconds, p => p.Forks);

    /// <summary>Pids per second, including those of threads.</summary>
    public double NumbersPerSecond(Timestamp now, int seconds) => Pace(now, seconds, p => p.Numbers);

    /// <summary>Time until the next wraparound at this pace; null when no pids are allocated, or pid_max is unknown.</summary>
    public TimeSpan? TimeToWrap(Timestamp now, int? pidMax, int seconds)
        => Last is { } last && pidMax is { } max && NumbersPerSecond(now, seconds) is > 0 and var pace
            ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, max - last) / pace, TimeSpan.MaxValue.TotalSeconds / 2))
            : null;

    /// <param name="at">By <see cref="SteadyTime.SteadyOf"/>, like the times in queries.</param>
    internal void Count(ForkEvent fork, Timestamp at)
    {
        var second = Second(at);
        _firstSecond = Math.Min(_firstSecond, second);
        ref var pace = ref _paces[second % Seconds];
        if (pace.Second < second)
        {
            pace = (second, 0, 0);
        }

        pace.Forks++;
        if (Last is { } last)
        {
            // Two CPUs may report forks in another order than that of their pids, and root may lower the counter: only a fall by more than half of
            // the pids is a wraparound.
            var isWrap = last - fork.Pid > _highest / 2;
            Wraps += isWrap ? 1 : 0;
            pace.Numbers += Math.Max(0, fork.Pid - (isWrap ? FirstAfterWrap : last));
        }

        Last = fork.Pid;
        _highest = Math.Max(_highest, fork.Pid);
    }

    private double Pace(Timestamp now, int seconds, Func<(long Second, long Numbers, long Forks), long> count)
    {
        var to = Second(now);
        var from = Math.Max(to - Math.Min(seconds, Seconds - 1), _firstSecond);
        return to <= from ? 0 : _paces.Where(p => p.Second >= from && p.Second < to).Sum(count) / (double)(to - from);
    }

    private static long Second(Timestamp at) => Math.Max(0, at.UnixNs / 1_000_000_000);
}

using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// The kernel's counter of pid numbers, as the newest forks show it. The kernel hands numbers out in a circle
/// (idr_alloc_cyclic in kernel/pid.c); threads take numbers too, so forks alone do not say how fast it goes.
/// </summary>
public sealed class PidCounter
{
    /// <summary>RESERVED_PIDS: after a wrap the kernel goes on from here, not from 1.</summary>
    public const int FirstAfterWrap = 300;

    /// <summary>Seconds of which the pace is known.</summary>
    public const int Seconds = 60;

    private readonly (long Second, long Numbers, long Forks)[] _paces = new (long, long, long)[Seconds];
    private int _highest;
    private long _firstSecond = long.MaxValue;

    /// <summary>The number that the newest process got; null before the first fork.</summary>
    public int? Last { get; private set; }

    /// <summary>How often the numbers came round since capture began.</summary>
    public int Wraps { get; private set; }

    /// <summary>Forks a second, over the whole seconds of the last <paramref name="seconds"/> before now.</summary>
    public double ForksPerSecond(Timestamp now, int seconds) => Pace(now, seconds, p => p.Forks);

    /// <summary>Numbers a second, threads' among them.</summary>
    public double NumbersPerSecond(Timestamp now, int seconds) => Pace(now, seconds, p => p.Numbers);

    /// <summary>Until the counter begins anew at this pace; null when it stands still, or the end is not known.</summary>
    public TimeSpan? TimeToWrap(Timestamp now, int? pidMax, int seconds)
        => Last is { } last && pidMax is { } max && NumbersPerSecond(now, seconds) is > 0 and var pace
            ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, max - last) / pace, TimeSpan.MaxValue.TotalSeconds / 2))
            : null;

    /// <param name="at">By <see cref="SteadyTime.SteadyOf"/>, as are the moments that the others are asked for.</param>
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
            // Two CPUs may tell their forks in another order than they took their numbers, and root may set the counter
            // back a little: only a fall over more than half of the numbers is a wrap.
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

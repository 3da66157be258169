using Dashboard.Core.Events;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>Event counts of one second.</summary>
public sealed class RateSecond
{
    internal RateSecond(long unixSeconds) => UnixSeconds = unixSeconds;

    /// <summary>By <see cref="CaptureClock.ToSteady"/>.</summary>
    public long UnixSeconds { get; }

    public int Total { get; private set; }

    public int Forks { get; private set; }

    public int Execs { get; private set; }

    /// <summary>Failed execs and forks, PATH lookups included.</summary>
    public int Failed { get; private set; }

    public int Exits { get; private set; }

    /// <summary>Records lost in this second.</summary>
    public long Lost { get; private set; }

    internal void Add(LifecycleEvent e)
    {
        Total++;
        switch (e)
        {
            case ForkEvent:
                Forks++;
                break;
            case ExecExitEvent { Succeeded: true }:
                Execs++;
                break;
            case ExecExitEvent or ForkFailEvent:
                Failed++;
                break;
            case ExitEvent:
                Exits++;
                break;
            case LostEvent lost:
                Lost += lost.Count;
                break;
        }
    }
}

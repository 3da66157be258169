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

    /// <summary>Failed execs and forks, without PATH lookups.</summary>
    public int FailedCalls { get; private set; }

    /// <summary>Steps of PATH searches that continued.</summary>
    public int Lookups { get; private set; }

    /// <summary>Exits by a signal or with an exit code above 0.</summary>
    public int FailedExits { get; private set; }

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
            case ExecExitEvent { Lookup: true }:
                Lookups++;
                break;
            case ExecExitEvent or ForkFailEvent:
                FailedCalls++;
                break;
            case ExitEvent exit:
                Exits++;
                FailedExits += exit.Failed ? 1 : 0;
                break;
            case LostEvent lost:
                Lost += lost.Count;
                break;
        }
    }

    /// <summary>A failed call of this second turned out to be a step of a PATH search.</summary>
    internal void MoveToLookups() => (FailedCalls, Lookups) = (FailedCalls - 1, Lookups + 1);
}

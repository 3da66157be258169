using Dashboard.Core.History;

namespace Dashboard.Core.Querying;

/// <summary>One computation of the figures of the traced command for all viewers, and only while one of them asks. Thread-safe.</summary>
public sealed class CommandSource(LifecycleStore store, TimeProvider time)
{
    /// <summary>At most this share of the time, so that a large table does not keep the store busy.</summary>
    private const int RestFactor = 40;

    /// <summary>Less than the second between two questions of a viewer.</summary>
    private static readonly TimeSpan MinRest = TimeSpan.FromMilliseconds(900);

    private readonly Lock _lock = new();
    private CommandFigures? _figures;
    private long _version = -1;
    private long _endedAt;
    private TimeSpan _rest;

    /// <summary>How often figures were computed.</summary>
    internal long Computed { get; private set; }

    /// <summary>The same figures until there is something new; null before the process is known.</summary>
    /// <param name="pid">The command's.</param>
    public CommandFigures? Read(int pid)
    {
        lock (_lock)
        {
            if (_version != store.Version && (Computed == 0 || time.GetElapsedTime(_endedAt) >= (_rest < MinRest ? MinRest : _rest)))
            {
                var began = time.GetTimestamp();
                _version = store.Version;
                _figures = CommandFigures.Read(new QueryRun(store, time), pid, store.Clock.NowBootNs);
                Computed++;
                _endedAt = time.GetTimestamp();
                _rest = time.GetElapsedTime(began, _endedAt) * RestFactor;
            }

            // While it runs its time passes, also without events.
            return _figures is { Exit: null } running ? running with { LifetimeNs = store.Clock.NowBootNs - running.Began } : _figures;
        }
    }
}

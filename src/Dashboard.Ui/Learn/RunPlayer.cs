using Dashboard.Core.Learning;

namespace Dashboard.Ui.Learn;

/// <summary>
/// Replays a run event by event at readable speed: the experiments' programs end within milliseconds. One per page;
/// <see cref="Changed"/> is raised on a timer's thread.
/// </summary>
public sealed class RunPlayer : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(220);

    /// <summary>A run of hundreds of events (see pid-reuse) must not take minutes.</summary>
    private const int MaxSteps = 60;

    private readonly ITimer _timer;
    private ExperimentRun _whole = ExperimentRun.Empty;
    private int _count;
    private bool _runs;

    public RunPlayer(TimeProvider time)
        => _timer = time.CreateTimer(_ => Advance(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary><see cref="Shown"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>The part of the run shown so far.</summary>
    public ExperimentRun Shown { get; private set; } = ExperimentRun.Empty;

    /// <summary>All known events of the run are shown.</summary>
    public bool CaughtUp => _count >= _whole.Events.Count;

    /// <summary>Takes the run as known so far. A different run starts from its beginning.</summary>
    public void Feed(ExperimentRun run)
    {
        lock (_timer)
        {
            if (run.Root?.Id != _whole.Root?.Id)
            {
                _count = 0;
            }

            _whole = run;
            if (!_runs && !CaughtUp)
            {
                _runs = true;
                _timer.Change(TimeSpan.Zero, Pace);
            }
        }
    }

    /// <summary>Resets; the same run would be replayed from its beginning.</summary>
    public void Clear()
    {
        lock (_timer)
        {
            _whole = Shown = ExperimentRun.Empty;
            _count = 0;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Advance()
    {
        lock (_timer)
        {
            var step = 1 + _whole.Events.Count / MaxSteps;
            _count = Math.Min(_count + step, _whole.Events.Count);
            Shown = _whole.After(_count);
            if (CaughtUp)
            {
                _runs = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        Changed?.Invoke();
    }
}

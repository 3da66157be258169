using Dashboard.Core.Learning;

namespace Dashboard.Ui.Learn;

/// <summary>
/// Shows a run event by event, slowly enough to be followed: the programs of the experiments are over within
/// milliseconds. One per page; calls of <see cref="Shown"/> come from a timer's thread.
/// </summary>
public sealed class RunPlayer : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(220);

    /// <summary>A run of hundreds of events (see pid-reuse) must not take minutes.</summary>
    private const int MaxBeats = 60;

    private readonly ITimer _timer;
    private ExperimentRun _whole = ExperimentRun.Empty;
    private int _count;
    private bool _runs;

    public RunPlayer(TimeProvider time)
        => _timer = time.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>The picture has changed.</summary>
    public event Action? Changed;

    /// <summary>What is shown of the run now.</summary>
    public ExperimentRun Shown { get; private set; } = ExperimentRun.Empty;

    /// <summary>All that is known of the run is shown.</summary>
    public bool CaughtUp => _count >= _whole.Events.Count;

    /// <summary>The run as it is known by now. Another run than before is shown from its beginning.</summary>
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

    /// <summary>Begins anew, also with the run that was shown before.</summary>
    public void Clear()
    {
        lock (_timer)
        {
            _whole = Shown = ExperimentRun.Empty;
            _count = 0;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        lock (_timer)
        {
            var step = 1 + _whole.Events.Count / MaxBeats;
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

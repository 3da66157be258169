namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Keeps the kernel measuring run times until the lease expires without renewal.</summary>
internal sealed class CostLease : IDisposable
{
    private readonly Func<bool, int> _measure;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _lapse;

    /// <summary>Guards against concurrent viewers and the timer; switching is one system call.</summary>
    private readonly Lock _lock = new();

    /// <summary>On the monotonic clock: a wall clock that is set back would extend the lease.</summary>
    private TimeSpan _until;
    private bool _disposed;

    /// <param name="measure">Switches measuring and returns the errno; called by one thread at a time.</param>
    public CostLease(Func<bool, int> measure, TimeProvider time)
    {
        _measure = measure;
        (_time, _began) = (time, time.GetTimestamp());
        _lapse = time.CreateTimer(_ => Lapse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Measures { get; private set; }

    /// <summary>The errno of the last attempt; 0 for none.</summary>
    public int Refusal { get; private set; }

    public void Renew(TimeSpan lease)
    {
        lock (_lock)
        {
            var until = Now + lease;
            if (_disposed || until <= _until)
            {
                return;
            }

            _until = until;
            if (!Measures)
            {
                Refusal = _measure(true);
                Measures = Refusal == 0;
                _lapse.Change(Measures ? lease : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            End();
        }

        _lapse.Dispose();
    }

    /// <summary>The timer runs once per lease, not per renewal, so it checks for a later end.</summary>
    private void Lapse()
    {
        lock (_lock)
        {
            var left = _until - Now;
            if (left <= TimeSpan.Zero)
            {
                End();
            }
            else if (!_disposed)
            {
                _lapse.Change(left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);

    private void End()
    {
        if (Measures)
        {
            Measures = false;
            _ = _measure(false);
        }
    }
}

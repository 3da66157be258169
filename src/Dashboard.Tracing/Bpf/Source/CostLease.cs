namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Keeps the kernel measuring run times for as long as somebody renews it, and no longer.</summary>
internal sealed class CostLease : IDisposable
{
    private readonly Func<bool, int> _measure;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _lapse;

    /// <summary>Viewers and the timer; the switch itself is one system call.</summary>
    private readonly Lock _lock = new();

    /// <summary>On the monotonic clock: a wall clock that is set back would lengthen it.</summary>
    private TimeSpan _until;
    private bool _disposed;

    /// <param name="measure">Switches it, and answers the errno of a refusal; called by one thread at a time.</param>
    public CostLease(Func<bool, int> measure, TimeProvider time)
    {
        _measure = measure;
        (_time, _began) = (time, time.GetTimestamp());
        _lapse = time.CreateTimer(_ => Lapse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Measures { get; private set; }

    /// <summary>The errno of the last try; 0 when it was not refused, or not tried.</summary>
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

    /// <summary>The timer runs once a lease, not once a renewal: it looks whether there is a later end.</summary>
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

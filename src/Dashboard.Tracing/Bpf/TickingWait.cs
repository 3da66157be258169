using System.Threading.Channels;

namespace Dashboard.Tracing.Bpf;

/// <summary>Waits for something to read, but not longer than a tick. For one waiter.</summary>
internal sealed class TickingWait<T>(ChannelReader<T> reader)
{
    /// <summary>Kept over a tick that came first: a second wait would cancel it.</summary>
    private Task<bool>? _more;

    private Task? _tick;
    private long _tickAtMs;

    /// <summary>True when there is something, or when a tick is over; false at the end.</summary>
    /// <param name="interval">From now. A tick that is due sooner stays; one that is due later is forgotten.</param>
    public async ValueTask<bool> NextAsync(TimeSpan interval, CancellationToken cancellation)
    {
        if (_more is null)
        {
            var wait = reader.WaitToReadAsync(cancellation);
            if (wait.IsCompleted)
            {
                return await wait;
            }

            _more = wait.AsTask();
        }

        var atMs = Environment.TickCount64 + (long)interval.TotalMilliseconds;
        if (_tick is null || atMs < _tickAtMs)
        {
            (_tick, _tickAtMs) = (Task.Delay(interval, cancellation), atMs);
        }

        await Task.WhenAny(_more, _tick);
        if (_tick.IsCompleted)
        {
            _tick = null;
        }

        if (!_more.IsCompleted)
        {
            cancellation.ThrowIfCancellationRequested();
            return true;
        }

        var more = _more;
        _more = null;
        return await more;
    }
}

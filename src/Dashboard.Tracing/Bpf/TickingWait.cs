using System.Threading.Channels;

namespace Dashboard.Tracing.Bpf;

/// <summary>Waits for something to read, but not longer than a tick. For one waiter.</summary>
internal sealed class TickingWait<T>(ChannelReader<T> reader, TimeSpan interval)
{
    /// <summary>Kept over a tick that came first: a second wait would cancel it.</summary>
    private Task<bool>? _more;

    private Task? _tick;

    /// <summary>True when there is something, or when a tick is over; false at the end.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
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

        _tick ??= Task.Delay(interval, cancellation);
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

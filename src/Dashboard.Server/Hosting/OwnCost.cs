using Dashboard.Core.Feeds;

namespace Dashboard.Server.Hosting;

/// <summary>CPU use of the dashboard over the last second or more; in the first call since its start.</summary>
/// <param name="time">The clock.</param>
/// <param name="cpu">CPU time of this process so far.</param>
internal sealed class OwnCost(TimeProvider time, Func<TimeSpan> cpu)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>Concurrent callers share one window.</summary>
    private readonly Lock _lock = new();

    private long _at = time.GetTimestamp();
    private TimeSpan _process = cpu();
    private long _reader;
    private CpuShares? _last;

    /// <param name="readerNs">CPU time of the reader so far.</param>
    public CpuShares Measure(long? readerNs)
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_at);
            if (_last is not null && elapsed < Window)
            {
                return _last;
            }

            var process = cpu();
            var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
            _last = new CpuShares(
                Math.Round((process - _process).TotalSeconds / seconds, 5),
                readerNs is { } reader ? Math.Round((reader - _reader) / 1e9 / seconds, 5) : null);
            (_at, _process, _reader) = (time.GetTimestamp(), process, readerNs ?? 0);
            return _last;
        }
    }
}

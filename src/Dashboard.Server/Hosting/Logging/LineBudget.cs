namespace Dashboard.Server.Hosting.Logging;

/// <summary>
/// So many lines a minute; further ones are counted. Not a FixedWindowRateLimiter: it takes no TimeProvider, and does not say how many
/// it refused in the minute before. Callers hold a lock.
/// </summary>
internal sealed class LineBudget(int linesAMinute, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>By the monotonic clock: a wall clock that is set back could make the minute an hour long.</summary>
    private long _beganAt;
    private int _count;

    /// <summary>True when a line may be written; leftOut is the number refused in the minute before it.</summary>
    public bool Take(out int leftOut)
    {
        leftOut = 0;
        if (_count == 0 || time.GetElapsedTime(_beganAt) >= Minute)
        {
            leftOut = Math.Max(0, _count - linesAMinute);
            (_beganAt, _count) = (time.GetTimestamp(), 0);
        }

        return ++_count <= linesAMinute;
    }
}

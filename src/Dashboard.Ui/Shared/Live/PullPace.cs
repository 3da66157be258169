namespace Dashboard.Ui.Shared.Live;

/// <summary>Limits expensive reads of the store to 1/40 of the time, so that twenty viewers hold its lock at most half of the time.</summary>
public sealed class PullPace
{
    private const int RestFactor = 40;
    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(10);

    private long _ended;
    private TimeSpan _rest;

    /// <summary>True when the page has rested long enough.</summary>
    public bool IsDue(TimeProvider time) => time.GetElapsedTime(_ended) >= _rest;

    public T Measure<T>(TimeProvider time, Func<T> read)
    {
        var began = time.GetTimestamp();
        var result = read();
        Ended(time, began);
        return result;
    }

    /// <summary>A read that began at this timestamp has ended.</summary>
    public void Ended(TimeProvider time, long began)
    {
        _ended = time.GetTimestamp();
        var took = time.GetElapsedTime(began, _ended) * RestFactor;
        _rest = took > MaxRest ? MaxRest : took;
    }
}

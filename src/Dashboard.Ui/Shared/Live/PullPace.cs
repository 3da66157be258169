namespace Dashboard.Ui.Shared.Live;

/// <summary>Lets a page that reads much of the store rest in proportion: a fortieth of the time at the most, so that twenty viewers do not hold its lock for more than a half.</summary>
public sealed class PullPace
{
    private const int RestFactor = 40;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

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

    /// <summary>Reading that began at this timestamp has come to its end.</summary>
    public void Ended(TimeProvider time, long began)
    {
        _ended = time.GetTimestamp();
        var took = time.GetElapsedTime(began, _ended) * RestFactor;
        _rest = took > Longest ? Longest : took;
    }
}

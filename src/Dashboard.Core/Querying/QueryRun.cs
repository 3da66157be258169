using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;

namespace Dashboard.Core.Querying;

/// <summary>
/// One query over many rows. It holds the store's lock for a slice at a time, at most <see cref="MaxRows"/> rows or
/// <see cref="MaxHold"/>, and releases it in between for the writer and other readers. Throws when its budget is spent or it is
/// cancelled.
/// </summary>
/// <remarks>
/// Data changes between slices, so a result is not a snapshot of one moment: each row has its state when it was visited. Rows that
/// existed at the beginning are visited exactly once unless evicted before; see <see cref="Processes.ProcessWalk"/>. Keep no records
/// between slices, only their ids.
/// </remarks>
/// <param name="rest">Called between two slices, without the lock, with the duration of the last one; the default pauses for a millisecond.</param>
public sealed class QueryRun(LifecycleStore store, TimeProvider time, CancellationToken cancellation = default, Action<TimeSpan>? rest = null)
{
    public const int MaxRows = 2_000;

    public static readonly TimeSpan MaxHold = TimeSpan.FromMilliseconds(5);

    /// <summary>Maximum work time, without pauses. Elapsed time, which on a busy machine exceeds CPU time.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private TimeSpan _spent;
    private TimeSpan _took;
    private long _heldAt;
    private int _rows;

    /// <summary>Replaces <see cref="MaxHold"/>.</summary>
    public TimeSpan LongestHold { get; init; } = MaxHold;

    /// <summary>Replaces <see cref="Budget"/>, for queries without a price.</summary>
    public TimeSpan MaxWork { get; init; } = Budget;

    /// <summary>Rows visited in all slices.</summary>
    public long Rows { get; private set; }

    /// <summary>Calls the step until it returns false. The step checks <see cref="Takes"/> before each row, and returns true when refused.</summary>
    /// <exception cref="FilterTooExpensiveException">The budget is spent.</exception>
    /// <exception cref="OperationCanceledException">The client has disconnected.</exception>
    public void Scan(Func<StoreReader, bool> step)
    {
        while (Slice(step))
        {
        }
    }

    /// <summary>Runs one slice; true when there is more.</summary>
    public bool Slice(Func<StoreReader, bool> step)
    {
        var more = One(step);
        if (more)
        {
            (rest ?? YieldToOthers)(_took);
        }

        return more;
    }

    /// <summary>Runs one slice; the caller pauses later.</summary>
    public T One<T>(Func<StoreReader, T> step)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_spent >= MaxWork)
        {
            throw new FilterTooExpensiveException(
                $"it took {MaxWork.TotalSeconds:0} seconds of work and was not done", FilterPrice.Hint);
        }

        var answer = store.Read(view =>
        {
            (_rows, _heldAt) = (0, time.GetTimestamp());
            var found = step(view);
            _took = time.GetElapsedTime(_heldAt);
            return found;
        });
        _spent += _took;
        return answer;
    }

    /// <summary>
    /// The lock is unfair: without a pause this thread would take it again before the waiting threads wake up. It does not report
    /// waiting threads, so the pause has a fixed length.
    /// </summary>
    private static void YieldToOthers(TimeSpan took)
    {
        // A browser has one thread, so no other waits.
        if (!OperatingSystem.IsBrowser())
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>True while this slice may visit one more row.</summary>
    public bool Takes()
    {
        // At least one row per slice, or the query would never end.
        if (_rows >= MaxRows || (_rows > 0 && time.GetElapsedTime(_heldAt) >= LongestHold))
        {
            return false;
        }

        _rows++;
        Rows++;
        return true;
    }
}

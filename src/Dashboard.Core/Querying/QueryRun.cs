using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;

namespace Dashboard.Core.Querying;

/// <summary>
/// One question that looks at many rows. It holds the store for a slice at a time, at most <see cref="MaxRows"/> rows or
/// <see cref="MaxHold"/>, and lets go between two, so that the writer and all others have their turn. Ends by an exception
/// when its budget is spent, or when it is cancelled.
/// </summary>
/// <remarks>
/// What is asked changes between slices. An answer is no picture of one moment: each row counts as it was when its turn
/// came. Rows that were there at the beginning are asked exactly once unless they are evicted before; see
/// <see cref="Processes.ProcessWalk"/>. Records must not be kept from one slice to the next, only their ids.
/// </remarks>
/// <param name="rest">Called between two slices, without the lock, with the time of the last one; without it a millisecond of rest.</param>
public sealed class QueryRun(LifecycleStore store, TimeProvider time, CancellationToken cancellation = default, Action<TimeSpan>? rest = null)
{
    public const int MaxRows = 2_000;

    public static readonly TimeSpan MaxHold = TimeSpan.FromMilliseconds(5);

    /// <summary>Time at work, without the rests. Measured by the clock, which on a busy machine is more than CPU.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private TimeSpan _spent;
    private TimeSpan _took;
    private long _heldAt;
    private int _rows;

    /// <summary>Another bound than <see cref="MaxHold"/>.</summary>
    public TimeSpan LongestHold { get; init; } = MaxHold;

    /// <summary>Another bound than <see cref="Budget"/>, for what has no price.</summary>
    public TimeSpan MostWork { get; init; } = Budget;

    /// <summary>Rows that were looked at, all slices together.</summary>
    public long Rows { get; private set; }

    /// <summary>Calls the step again and again until it answers false. It asks <see cref="Takes"/> before each row, and answers true when refused.</summary>
    /// <exception cref="FilterTooExpensiveException">The budget is spent.</exception>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public void Scan(Func<StoreView, bool> step)
    {
        while (Slice(step))
        {
        }
    }

    /// <summary>One slice of it; true when there is more.</summary>
    public bool Slice(Func<StoreView, bool> step)
    {
        var more = One(step);
        if (more)
        {
            (rest ?? LetOthers)(_took);
        }

        return more;
    }

    /// <summary>One slice, whose rest the caller does another time.</summary>
    public T One<T>(Func<StoreView, T> step)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_spent >= MostWork)
        {
            throw new FilterTooExpensiveException(
                $"it took {MostWork.TotalSeconds:0} seconds of work and was not done", FilterPrice.Hint);
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
    /// The lock is not fair: without a rest the thread that lets go of it has it again before those that wait wake up. It
    /// does not tell whether somebody waits, so there is no event to wait for.
    /// </summary>
    private static void LetOthers(TimeSpan took)
    {
        // In a browser there is one thread, so no other waits.
        if (!OperatingSystem.IsBrowser())
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>True while this slice may look at one more row.</summary>
    public bool Takes()
    {
        // One at least, or an answer would never come.
        if (_rows >= MaxRows || (_rows > 0 && time.GetElapsedTime(_heldAt) >= LongestHold))
        {
            return false;
        }

        _rows++;
        Rows++;
        return true;
    }
}

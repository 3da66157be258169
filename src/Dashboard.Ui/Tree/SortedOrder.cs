using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Live;

namespace Dashboard.Ui.Tree;

/// <summary>
/// The order of a sorted list, computed at most once a second and in at most a fortieth of the time. Rows that would move with each event
/// cannot be read, and the values of all processes are expensive to read.
/// </summary>
public sealed class SortedOrder(TimeProvider time)
{
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    private readonly PullPace _pace = new();
    private SortedProcesses? _order;
    private object? _key;
    private long _at;

    /// <param name="key">All that determines the order besides the passing of time.</param>
    /// <param name="isFrozen">The processes do not change: the view is paused.</param>
    public SortedProcesses Get(object key, bool isFrozen, Func<SortedProcesses> read)
    {
        var isOld = !isFrozen && time.GetElapsedTime(_at) >= MinAge && _pace.IsDue(time);
        if (_order is null || !key.Equals(_key) || isOld)
        {
            (_order, _key) = (_pace.Measure(time, read), key);
            _at = time.GetTimestamp();
        }

        return _order;
    }

    public void Drop() => (_order, _key) = (null, null);
}

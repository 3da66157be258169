using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Querying;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;

namespace Dashboard.Ui.Tree;

/// <summary>
/// For an empty tree: the number of held, matching processes that have ended and would be shown if exited rows stayed.
/// </summary>
public sealed class EndedCount(Capture capture, FilterState filter, LivePulse pulse, TimeProvider time)
{
    /// <summary>Counting evaluates the filter on every held process, so a count is reused for 40 times its cost plus <see cref="MinAge"/>.</summary>
    private const int ReuseFactor = 40;
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(5);

    private (Filter? Of, int? Count) _last;
    private long _at;
    private TimeSpan _age;

    /// <summary>The count, some seconds old; null when the filter is too expensive.</summary>
    public int? Read()
    {
        if (!filter.IsActive)
        {
            return capture.Store.Read(view => view.Processes.ExitedCount);
        }

        // Do not try the same too expensive filter again.
        if (_last.Of != filter.Applied || (_last.Count is not null && time.GetElapsedTime(_at) > _age))
        {
            var begun = time.GetTimestamp();
            _last = (filter.Applied, Count());
            _at = time.GetTimestamp();
            _age = MinAge + (ReuseFactor * time.GetElapsedTime(begun, _at));
        }

        return _last.Count;
    }

    private int? Count()
    {
        try
        {
            return ProcessVerdicts.CountEnded(new QueryRun(capture.Store, time), filter.Applied, pulse.NowBootNs);
        }
        catch (FilterTooExpensiveException)
        {
            return null;
        }
    }
}

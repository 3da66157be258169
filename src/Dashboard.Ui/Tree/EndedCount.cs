using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Querying;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;

namespace Dashboard.Ui.Tree;

/// <summary>
/// For a tree without a row: how many processes have ended that would stand there if exited rows stayed, those that match
/// of all that are held.
/// </summary>
public sealed class EndedCount(Capture capture, FilterState filter, LivePulse pulse, TimeProvider time)
{
    /// <summary>Counting asks the filter of each process that is held: an answer stands for so many times what it took, and for this at least.</summary>
    private const int Worth = 40;
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(5);

    private (Filter? Of, int? Count) _last;
    private long _at;
    private TimeSpan _age;

    /// <summary>Null where that costs more than a question may. Some seconds old.</summary>
    public int? Read()
    {
        if (!filter.IsActive)
        {
            return capture.Store.Read(view => view.Processes.ExitedCount);
        }

        // What cost too much is not asked again of the same filter.
        if (_last.Of != filter.Applied || (_last.Count is not null && time.GetElapsedTime(_at) > _age))
        {
            var begun = time.GetTimestamp();
            _last = (filter.Applied, Count());
            _at = time.GetTimestamp();
            _age = LeastAge + (Worth * time.GetElapsedTime(begun, _at));
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

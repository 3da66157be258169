using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;

namespace Dashboard.Ui.State;

/// <summary>
/// For a tree without a row: how many processes have ended that would stand there if exited rows stayed, those that match
/// of all that are held.
/// </summary>
public sealed class EndedCount(Capture capture, FilterState filter, LivePulse pulse, TimeProvider time)
{
    /// <summary>Counting asks the filter of each process that is held.</summary>
    private static readonly TimeSpan MostAge = TimeSpan.FromSeconds(5);

    private (Filter? Of, long At, int? Count) _last;

    /// <summary>Null where that costs more than a question may. Some seconds old at most.</summary>
    public int? Read()
    {
        if (!filter.IsActive)
        {
            return capture.Store.Read(view => view.Processes.ExitedCount);
        }

        var now = time.GetTimestamp();
        if (_last.Of != filter.Applied || time.GetElapsedTime(_last.At, now) > MostAge)
        {
            _last = (filter.Applied, now, Count());
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

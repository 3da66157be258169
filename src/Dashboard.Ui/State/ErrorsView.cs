using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;

namespace Dashboard.Ui.State;

/// <summary>Failures as the errors page shows them: a copy, made at most once a second.</summary>
public sealed record ErrorsView
{
    /// <summary>Rows of the table for one error; the rest is counted in one line.</summary>
    public const int MaxRowsPerErrno = 40;

    /// <summary>Rows of the table of PATH lookups.</summary>
    public const int MaxLookupRows = 100;

    /// <summary>Most frequent first, those with lookups only apart.</summary>
    public required IReadOnlyList<ErrnoSection> Sections { get; init; }

    /// <summary>Groups of PATH lookups, most frequent first.</summary>
    public required IReadOnlyList<ErrnoGroup> LookupGroups { get; init; }

    /// <summary>Calls that returned, whatever they returned.</summary>
    public required long Total { get; init; }

    public required long Failed { get; init; }

    public required long Lookups { get; init; }

    public static ErrorsView Read(Capture capture, Filter filter)
        => capture.Store.Read(view =>
        {
            // Without a filter the store's own counts are exact, also for events that the history has forgotten.
            var breakdown = filter.IsEverything ? view.Errnos : ErrnoBreakdown.Of(view.Events, Matching(view, filter));
            var groups = breakdown.Groups();
            return new ErrorsView
            {
                Sections = [.. groups.Where(g => g.Count > 0)
                    .GroupBy(g => g.Errno)
                    .Select(g => ErrnoSection.Of(g.ToList()))
                    .OrderByDescending(s => s.Count)],
                LookupGroups = [.. groups.Where(g => g.Lookups > 0).OrderByDescending(g => g.Lookups).Take(MaxLookupRows)],
                Total = breakdown.Total,
                Failed = breakdown.Failed,
                Lookups = breakdown.Lookups,
            };
        });

    private static Func<LifecycleEvent, bool> Matching(StoreView view, Filter filter)
    {
        var subject = new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
        return e => filter.Matches(subject.At(e));
    }
}

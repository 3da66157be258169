using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;

namespace Dashboard.Core.Statistics;

/// <summary>What failed, for a filter and a range of time: the same figures for the errors page and for /errnos.</summary>
/// <param name="Inside">What was asked for.</param>
/// <param name="Outside">What the filter lets through before and after the range; null without a range.</param>
/// <param name="Timeline">What the filter lets through, over all time.</param>
/// <param name="HeldSince">Where the events that are held begin; capture's begin while none has been forgotten.</param>
/// <param name="IsExact">False when failures before <see cref="HeldSince"/> would have counted, had the history kept them.</param>
/// <param name="IsTimelineExact">The same of the timeline.</param>
public sealed record ErrnoFigures(
    ErrnoBreakdown Inside, ErrnoBreakdown? Outside, FailureTimeline Timeline, Timestamp HeldSince, bool IsExact, bool IsTimelineExact)
{
    /// <summary>Valid inside LifecycleStore.Read only.</summary>
    /// <param name="attachedAt">When capture began.</param>
    /// <param name="lastSeq">Where a paused view stands; null for all there is.</param>
    public static ErrnoFigures Read(StoreView view, Filter filter, TimeRange range, Timestamp attachedAt, long? lastSeq = null)
    {
        var isWhole = view.Events.FirstSeq == 1;
        var since = isWhole ? attachedAt : view.Events[view.Events.FirstSeq]?.Time ?? attachedAt;
        var isNow = lastSeq is null;
        if (isNow && range.IsEverything && filter.IsEverything)
        {
            return new ErrnoFigures(view.Errnos, null, view.Errnos.Timeline, since, IsExact: true, IsTimelineExact: true);
        }

        var (inside, outside) = Count(view, filter, range, lastSeq);
        var exact = isNow && range.IsEverything && !isWhole ? ErrnoFilter.Count(view.Errnos, filter) : null;
        var timeline = isNow && filter.IsEverything ? view.Errnos.Timeline : outside?.Timeline.Plus(inside.Timeline) ?? inside.Timeline;
        return new ErrnoFigures(exact ?? inside, outside, timeline, since,
            IsExact: isWhole || exact is not null || range.From?.CompareTo(since) >= 0,
            IsTimelineExact: isWhole || (isNow && filter.IsEverything));
    }

    private static (ErrnoBreakdown Inside, ErrnoBreakdown? Outside) Count(StoreView view, Filter filter, TimeRange range, long? lastSeq)
    {
        var subject = filter.IsEverything ? null : new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
        var inside = new ErrnoBreakdown();
        var outside = range.IsEverything ? null : new ErrnoBreakdown();
        foreach (var held in view.Events.Forwards())
        {
            if (held.Seq > lastSeq)
            {
                break;
            }

            var e = held.Event;
            if (e is ExecExitEvent or ForkEvent or ForkFailEvent && (subject is null || filter.Matches(subject.At(e))))
            {
                (outside is null || range.Contains(e.Time) ? inside : outside).Count(e);
            }
        }

        return (inside, outside);
    }
}

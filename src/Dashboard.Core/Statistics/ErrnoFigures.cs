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
    /// <summary>The same moment by <see cref="CaptureClock.SteadyOf"/>, as the timeline counts.</summary>
    public Timestamp HeldSinceSteady { get; private init; }

    /// <summary>Copies, so the store is not needed for what is made of them. Goes through the history in slices.</summary>
    /// <param name="attachedAt">When capture began.</param>
    /// <param name="lastSeq">Where a paused view stands; null for all there is.</param>
    public static ErrnoFigures Read(QueryRun run, Filter filter, TimeRange range, Timestamp attachedAt, long? lastSeq = null)
    {
        var isNow = lastSeq is null;
        var counts = new Counts(filter, range, isNow && range.IsEverything && filter.IsEverything);
        run.Scan(view => counts.Take(run, view, attachedAt, lastSeq));
        var all = counts.All!;
        if (counts.IsAll)
        {
            return new ErrnoFigures(all, null, all.Timeline, counts.Since, IsExact: true, IsTimelineExact: true) { HeldSinceSteady = counts.SinceSteady };
        }

        var (inside, outside, isWhole) = (counts.Inside, counts.Outside, counts.IsWhole);
        var exact = isNow && range.IsEverything && !isWhole ? ErrnoFilter.Count(all, filter) : null;
        var timeline = isNow && filter.IsEverything ? all.Timeline : outside?.Timeline.Plus(inside.Timeline) ?? inside.Timeline;
        return new ErrnoFigures(exact ?? inside, outside, timeline, counts.Since,
            IsExact: isWhole || exact is not null || range.From?.CompareTo(counts.Since) >= 0,
            IsTimelineExact: isWhole || (isNow && filter.IsEverything))
        { HeldSinceSteady = counts.SinceSteady };
    }

    /// <summary>What was counted up to a place in the history.</summary>
    private sealed class Counts(Filter filter, TimeRange range, bool isAll)
    {
        private long _position;
        private long _end = -1;

        /// <summary>The figures of the store answer alone.</summary>
        public bool IsAll => isAll;

        public ErrnoBreakdown Inside { get; private set; } = new();

        public ErrnoBreakdown? Outside { get; private set; }

        /// <summary>A copy of the store's own figures, made with the first slice.</summary>
        public ErrnoBreakdown? All { get; private set; }

        public bool IsWhole { get; private set; }

        public Timestamp Since { get; private set; }

        public Timestamp SinceSteady { get; private set; }

        /// <summary>One slice; true when there is more.</summary>
        public bool Take(QueryRun run, StoreView view, Timestamp attachedAt, long? lastSeq)
        {
            if (_end < 0)
            {
                _end = Math.Min(lastSeq ?? long.MaxValue, view.Events.LastSeq);
                All = view.Errnos.Copy();
                Inside = new ErrnoBreakdown { Clock = view.Clock };
                Outside = range.IsEverything ? null : new ErrnoBreakdown { Clock = view.Clock };
                IsWhole = view.Events.FirstSeq == 1;
                (Since, SinceSteady) = (attachedAt, attachedAt);
                if (!IsWhole)
                {
                    BeginAt(view);
                }
            }
            else if (view.Events.FirstSeq > _position + 1)
            {
                // The writer was faster: what it evicted before its turn is not counted.
                IsWhole = false;
                BeginAt(view);
            }

            if (isAll)
            {
                return false;
            }

            var subject = filter.IsEverything ? null : new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
            foreach (var held in view.Events.Forwards(_position))
            {
                if (held.Seq > _end)
                {
                    return false;
                }

                if (!run.Takes())
                {
                    return true;
                }

                _position = held.Seq;
                var e = held.Event;
                if (e is ExecExitEvent or ForkEvent or ForkFailEvent && (subject is null || filter.Matches(subject.At(e))))
                {
                    (Outside is null || range.Contains(e.Time) ? Inside : Outside).Count(e);
                }
            }

            return false;
        }

        /// <summary>With the oldest event that is held.</summary>
        private void BeginAt(StoreView view)
        {
            if (view.Events.TryHold(view.Events.FirstSeq, out var oldest))
            {
                (Since, SinceSteady) = (oldest.Event.Time, view.Clock.SteadyOf(oldest.Event));
            }
        }
    }
}

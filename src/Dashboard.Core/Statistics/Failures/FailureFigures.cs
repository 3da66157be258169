using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.Statistics.Failures;

/// <summary>Failed calls and exits for a filter and a time range: the same figures for the errors page, for /errnos and for /exits.</summary>
/// <param name="Inside">Failed calls in the range.</param>
/// <param name="Exits">Failed exits in the range.</param>
/// <param name="Outside">Matching failed calls before and after the range; null without a range.</param>
/// <param name="Timeline">Matching failures in the range, calls and exits.</param>
/// <param name="HeldSince">The oldest event held; the beginning of the capture before the first eviction.</param>
/// <param name="IsExact">False when evicted events before <see cref="HeldSince"/> may have matched.</param>
/// <param name="IsTimelineExact">The same for the timeline.</param>
public sealed record FailureFigures(
    ErrnoBreakdown Inside, ExitBreakdown Exits, ErrnoBreakdown? Outside, FailureTimeline Timeline, Timestamp HeldSince, bool IsExact, bool IsTimelineExact)
{
    /// <summary>The same moment by <see cref="SteadyTime.SteadyOf"/>, as the timeline counts.</summary>
    public Timestamp HeldSinceSteady { get; private init; }

    /// <summary>Copies the figures, so that the store is not needed afterwards. Reads the history in slices.</summary>
    /// <param name="attachedAt">When capture began.</param>
    /// <param name="lastSeq">The last event of a paused view; null for all.</param>
    public static FailureFigures Read(QueryRun run, Filter filter, TimeRange range, Timestamp attachedAt, long? lastSeq = null)
    {
        var isNow = lastSeq is null;
        var counts = new Counts(filter, range, isNow && range.IsEverything && filter.IsEverything);
        run.Scan(view => counts.Take(run, view, attachedAt, lastSeq));
        var all = counts.All!;
        if (counts.IsAll)
        {
            return new FailureFigures(all, counts.AllExits!, null, all.Timeline.Plus(counts.AllExits!.Timeline), counts.Since, IsExact: true, IsTimelineExact: true) { HeldSinceSteady = counts.SinceSteady };
        }

        var (inside, outside, isWhole) = (counts.Inside, counts.Outside, counts.IsWhole);
        var exact = isNow && range.IsEverything && !isWhole ? ErrnoFilter.Count(all, filter) : null;
        var isAllKept = isNow && filter.IsEverything && range.IsEverything;
        var timeline = isAllKept ? all.Timeline.Plus(counts.AllExits!.Timeline) : inside.Timeline.Plus(counts.Exits.Timeline);
        var isExact = isWhole || range.From?.CompareTo(counts.Since) >= 0;
        return new FailureFigures(exact ?? inside, counts.Exits, outside, timeline, counts.Since,
            IsExact: isExact || exact is not null, IsTimelineExact: isExact || isAllKept)
        { HeldSinceSteady = counts.SinceSteady };
    }

    /// <summary>The counts so far, up to a position in the history.</summary>
    private sealed class Counts(Filter filter, TimeRange range, bool isAll)
    {
        private long _position;
        private long _end = -1;

        /// <summary>True when the store's own figures suffice.</summary>
        public bool IsAll => isAll;

        public ErrnoBreakdown Inside { get; private set; } = new();

        public ErrnoBreakdown? Outside { get; private set; }

        public ExitBreakdown Exits { get; private set; } = new();

        /// <summary>Copies of the store's own figures, made in the first slice.</summary>
        public ErrnoBreakdown? All { get; private set; }

        public ExitBreakdown? AllExits { get; private set; }

        public bool IsWhole { get; private set; }

        public Timestamp Since { get; private set; }

        public Timestamp SinceSteady { get; private set; }

        /// <summary>Runs one slice; true when there is more.</summary>
        public bool Take(QueryRun run, StoreReader view, Timestamp attachedAt, long? lastSeq)
        {
            if (_end < 0)
            {
                _end = Math.Min(lastSeq ?? long.MaxValue, view.Events.LastSeq);
                (All, AllExits) = (view.Errnos.Copy(), view.FailedExits.Copy());
                (Inside, Exits) = (new ErrnoBreakdown { Clock = view.Clock }, new ExitBreakdown { Clock = view.Clock });
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
                // The writer evicted events before they were read.
                IsWhole = false;
                BeginAt(view);
            }

            if (isAll)
            {
                return false;
            }

            var matcher = new EventMatcher(filter, view);
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
                if (e is ExecExitEvent or ForkEvent or ForkFailEvent or ExitEvent && matcher.Matches(e))
                {
                    Count(e, Outside is null || range.Contains(e.Time), view);
                }
            }

            return false;
        }

        private void Count(LifecycleEvent e, bool isInside, StoreReader view)
        {
            if (e is ExitEvent exit)
            {
                if (isInside)
                {
                    Exits.Count(exit, view.Processes);
                }
            }
            else
            {
                (isInside ? Inside : Outside!).Count(e);
            }
        }

        /// <summary>Starts with the oldest event held.</summary>
        private void BeginAt(StoreReader view)
        {
            if (view.Events.TryHold(view.Events.FirstSeq, out var oldest))
            {
                (Since, SinceSteady) = (oldest.Event.Time, view.Clock.SteadyOf(oldest.Event));
            }
        }
    }
}

using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Volume;
using Dashboard.Ui.Shared.Live;

namespace Dashboard.Ui.Events;

/// <summary>
/// Counts facets, volume and losses of the events page over all held events. At most every two seconds, limited by
/// <see cref="PullPace"/>, and in slices: the store's lock and this viewer's keys get their turn between slices.
/// </summary>
public sealed class EventCount(Capture capture, LivePulse pulse, EventsViewModel view, TimeProvider time)
{
    /// <summary>Events counted per hold of the store's lock, which takes 1 to 2 ms.</summary>
    private const int SliceSize = QueryRun.MaxRows;

    /// <summary>Minimum span of a live strip; a shorter one would be a single bar across the page.</summary>
    private const long MinLiveNs = 60_000_000_000;

    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(2);

    private readonly PullPace _pace = new();
    private readonly LossBands _losses = new();
    private long _version = -1;
    private TimeRange _range;
    private long _began;
    private int _run;

    public EventSummary Current { get; private set; } = EventSummary.None;

    /// <summary>True when the store has changed and the last count is old enough.</summary>
    public bool IsDue => !pulse.Paused && (capture.Store.Version != _version || view.Range != _range) && time.GetElapsedTime(_began) >= MinInterval && _pace.IsDue(time);

    /// <summary>Counts again. False when a later call has taken over.</summary>
    public async Task<bool> CountAsync()
    {
        var run = ++_run;
        var began = _began = time.GetTimestamp();
        _version = capture.Store.Version;
        _range = view.Range;
        var query = new CountQuery(_range, pulse.PausedAt, capture.Status().AttachedAt, view.Raw);
        view.CatchUp(withFacets: true);
        var state = capture.Store.Read(store => Begin(store, query));
        while (capture.Store.Read(store => CountSlice(store, state)))
        {
            await Task.Yield();
            if (run != _run)
            {
                return false;
            }
        }

        var tally = state.Whole.Tally;
        Current = new EventSummary([.. tally.Facets.Select(state.FacetOf)], tally.Volume, state.Losses, tally.Total, tally.Failed, state.Since, state.IsWhole, state.Held);
        _pace.Ended(time, began);
        return true;
    }

    private Counting Begin(StoreReader store, CountQuery query)
    {
        var index = view.Whole(store);
        _losses.Update(store);
        var isWhole = store.Events.FirstSeq == 1;
        var since = isWhole || !store.Events.TryHold(store.Events.FirstSeq, out var first) ? query.AttachedAt : first.Event.Time;
        var sinceBootNs = store.Events.HeldSinceBootNs ?? capture.AttachedBootNs;
        var clock = store.Clock;
        var now = clock.ToAxis(query.Paused?.BootNs ?? capture.NowBootNs);
        var begin = clock.WasSet ? clock.ToAxis(sinceBootNs) : since;
        var (from, to) = Axis(clock.ToAxis(query.Range), begin.UnixNs, now.UnixNs);
        var others = EventTally.Fields.Select(field => view.WithoutField(store, field) is { } wider ? new Part(field, wider, Tally()) : null).OfType<Part>();
        return new Counting([new Part(null, index, Tally()), .. others], [.. _losses.All], since, isWhole, store.Events.Count, query.Paused?.LastSeq ?? store.Events.LastSeq);

        EventTally Tally() => new(query.Range, from, to, !query.Raw, clock.WasSet ? clock.ToAxis(0).UnixNs : null);
    }

    /// <summary>What the strip shows: the chosen range as far as events are held, or everything.</summary>
    private (long FromUnixNs, long ToUnixNs) Axis(TimeRange range, long beginNs, long nowNs)
    {
        if (range.IsEverything)
        {
            return (Math.Min(beginNs, capture.Moves ? nowNs - MinLiveNs : nowNs), nowNs + 1);
        }

        // The end of a range is not in it, and a step of its own would be empty.
        var shown = range.Within(new Timestamp(beginNs), new Timestamp(nowNs + 1));
        return (shown.From!.Value.UnixNs, shown.To!.Value.UnixNs - 1);
    }

    /// <summary>Counts one slice; true when more remains.</summary>
    private static bool CountSlice(StoreReader store, Counting state)
    {
        for (var left = SliceSize; left > 0 && state.At < state.Parts.Count;)
        {
            if (CountSlice(store, state.Parts[state.At], state.LastSeq, ref left))
            {
                state.At++;
            }
        }

        return state.At < state.Parts.Count;
    }

    /// <summary>Counts at most <paramref name="left"/> events of one part; true when the part is done.</summary>
    private static bool CountSlice(StoreReader store, Part part, long lastSeq, ref int left)
    {
        var subject = new EventFilterSubject(store.Processes, store.Clock.NowBootNs);
        var seqs = part.Index.Seqs;
        for (var i = part.Index.CountUpTo(part.After); i < seqs.Length && seqs[i] <= lastSeq; i++)
        {
            if (left-- == 0)
            {
                return false;
            }

            part.After = seqs[i];

            // Skip events evicted since the index was updated.
            if (store.Events.TryHold(seqs[i], out var held))
            {
                part.Tally.Count(held.Event, subject.At(held.Event));
            }
        }

        return true;
    }

    private readonly record struct CountQuery(TimeRange Range, PausePoint? Paused, Timestamp AttachedAt, bool Raw);

    /// <summary>
    /// One pass over the events. A facet whose values the filter names is counted without those terms, so that its other
    /// values are offered too.
    /// </summary>
    private sealed record Part(FilterField? Facet, EventIndex Index, EventTally Tally)
    {
        /// <summary>The sequence number counted last.</summary>
        public long After { get; set; }
    }

    private sealed record Counting(IReadOnlyList<Part> Parts, IReadOnlyList<LossBand> Losses, Timestamp Since, bool IsWhole, int Held, long LastSeq)
    {
        /// <summary>Index of the current part.</summary>
        public int At { get; set; }

        public Part Whole => Parts[0];

        public EventFacet FacetOf(EventFacet facet)
            => Parts.FirstOrDefault(p => p.Facet == facet.Field)?.Tally.Facets.First(f => f.Field == facet.Field) ?? facet;
    }
}

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
/// Counts what the events page shows beside its list, over all that the history holds. At most every two seconds, with
/// the rest of <see cref="PullPace"/>, and in pieces: between two of them the store and this viewer's keys have their turn.
/// </summary>
public sealed class EventCount(Capture capture, LivePulse pulse, EventsView view, TimeProvider time)
{
    /// <summary>Events that one hold of the store's lock looks at: a millisecond or two.</summary>
    private const int Piece = QueryRun.MaxRows;

    /// <summary>A live strip of less would be one bar as wide as the page.</summary>
    private const long LeastLiveNs = 60_000_000_000;

    private static readonly TimeSpan Quickest = TimeSpan.FromSeconds(2);

    private readonly PullPace _pace = new();
    private readonly LossBands _losses = new();
    private long _version = -1;
    private long _began;
    private int _run;

    public EventSummary Current { get; private set; } = EventSummary.None;

    /// <summary>Something has come since, and the last time is long enough ago.</summary>
    public bool IsDue => !pulse.Paused && capture.Store.Version != _version && time.GetElapsedTime(_began) >= Quickest && _pace.IsDue(time);

    /// <summary>Counts anew. False when another call came in between: that one has the answer.</summary>
    public async Task<bool> CountAsync()
    {
        var run = ++_run;
        var began = _began = time.GetTimestamp();
        _version = capture.Store.Version;
        var asked = new Question(view.Range, pulse.PausedAt, capture.Status().AttachedAt, view.Raw);
        view.CatchUp(withFacets: true);
        var state = capture.Store.Read(store => Begin(store, asked));
        while (capture.Store.Read(store => CountPiece(store, state)))
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

    private Counting Begin(StoreView store, Question asked)
    {
        var index = view.Whole(store);
        _losses.Update(store);
        var isWhole = store.Events.FirstSeq == 1;
        var since = isWhole || !store.Events.TryHold(store.Events.FirstSeq, out var first) ? asked.AttachedAt : first.Event.Time;
        var sinceBootNs = store.Events.HeldSinceBootNs ?? capture.AttachedBootNs;
        var clock = store.Clock;
        var now = clock.ToAxis(asked.Paused?.BootNs ?? clock.NowBootNs);
        var begin = clock.WasSet ? clock.ToAxis(sinceBootNs) : since;
        var from = capture.IsLive ? Math.Min(begin.UnixNs, now.UnixNs - LeastLiveNs) : Math.Min(begin.UnixNs, now.UnixNs);
        var others = EventTally.Fields.Select(field => view.Besides(store, field) is { } wider ? new Part(field, wider, Tally()) : null).OfType<Part>();
        return new Counting([new Part(null, index, Tally()), .. others], [.. _losses.All], since, isWhole, store.Events.Count, asked.Paused?.LastSeq ?? store.Events.LastSeq);

        EventTally Tally() => new(asked.Range, from, now.UnixNs + 1, !asked.Raw, clock.WasSet ? clock.ToAxis(0).UnixNs : null);
    }

    /// <summary>True when there is more.</summary>
    private static bool CountPiece(StoreView store, Counting state)
    {
        for (var left = Piece; left > 0 && state.At < state.Parts.Count;)
        {
            if (CountPiece(store, state.Parts[state.At], state.LastSeq, ref left))
            {
                state.At++;
            }
        }

        return state.At < state.Parts.Count;
    }

    /// <summary>True at its end.</summary>
    private static bool CountPiece(StoreView store, Part part, long lastSeq, ref int left)
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

            // What was evicted since the index was made is no longer part of the answer.
            if (store.Events.TryHold(seqs[i], out var held))
            {
                part.Tally.Count(held.Event, subject.At(held.Event));
            }
        }

        return true;
    }

    private readonly record struct Question(TimeRange Range, PausePoint? Paused, Timestamp AttachedAt, bool Raw);

    /// <summary>
    /// One way through the events. A facet whose values the filter names is counted as if it did not: the others are what
    /// one may want too.
    /// </summary>
    private sealed record Part(FilterField? Facet, EventIndex Index, EventTally Tally)
    {
        /// <summary>The number that was counted last.</summary>
        public long After { get; set; }
    }

    private sealed record Counting(IReadOnlyList<Part> Parts, IReadOnlyList<LossBand> Losses, Timestamp Since, bool IsWhole, int Held, long LastSeq)
    {
        /// <summary>The part that is being counted.</summary>
        public int At { get; set; }

        public Part Whole => Parts[0];

        public EventFacet FacetOf(EventFacet facet)
            => Parts.FirstOrDefault(p => p.Facet == facet.Field)?.Tally.Facets.First(f => f.Field == facet.Field) ?? facet;
    }
}

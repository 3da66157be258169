using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;

namespace Dashboard.Ui.State;

/// <summary>
/// Counts what the events page shows beside its list, over all that the history holds. At most every two seconds and an
/// eighth of the time, in pieces: between two of them the store and this viewer's keys have their turn.
/// </summary>
public sealed class EventCount(Capture capture, LivePulse pulse, EventsView view, TimeProvider time)
{
    /// <summary>Events that one hold of the store's lock looks at: some milliseconds.</summary>
    private const int Piece = 10_000;

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
        var state = capture.Store.Read(store => Begin(store, asked));
        while (capture.Store.Read(store => CountPiece(store, state)))
        {
            await Task.Yield();
            if (run != _run)
            {
                return false;
            }
        }

        var tally = state.Tally;
        Current = new EventSummary(tally.Facets, tally.Volume, state.Losses, tally.Total, tally.Failed, state.Since, state.IsWhole, state.Held);
        _pace.Ended(time, began);
        return true;
    }

    private Counting Begin(StoreView store, Question asked)
    {
        var index = view.Whole(store);
        _losses.Update(store);
        var isWhole = store.Events.FirstSeq == 1;
        var since = isWhole || !store.Events.TryHold(store.Events.FirstSeq, out var first) ? asked.AttachedAt : first.Event.Time;
        var now = asked.Paused is { } paused ? store.Clock.ToTimestamp(paused.BootNs) : store.Clock.Now;
        var from = capture.IsLive ? Math.Min(since.UnixNs, now.UnixNs - LeastLiveNs) : Math.Min(since.UnixNs, now.UnixNs);
        return new Counting(
            index, new EventTally(asked.Range, from, now.UnixNs + 1, !asked.Raw), [.. _losses.All], since, isWhole, store.Events.Count,
            asked.Paused?.LastSeq ?? store.Events.LastSeq);
    }

    /// <summary>True when there is more.</summary>
    private static bool CountPiece(StoreView store, Counting state)
    {
        var subject = new EventFilterSubject(store.Processes, store.Clock.NowBootNs);
        var seqs = state.Index.Seqs;
        var first = state.Index.CountUpTo(state.After);
        var end = Math.Min(seqs.Length, first + Piece);
        for (var i = first; i < end; i++)
        {
            if (seqs[i] > state.LastSeq)
            {
                return false;
            }

            state.After = seqs[i];

            // What was evicted since the index was made is no longer part of the answer.
            if (store.Events.TryHold(seqs[i], out var held))
            {
                state.Tally.Count(held.Event, subject.At(held.Event));
            }
        }

        return end < seqs.Length;
    }

    private readonly record struct Question(TimeRange Range, PausePoint? Paused, Timestamp AttachedAt, bool Raw);

    private sealed record Counting(
        EventIndex Index, EventTally Tally, IReadOnlyList<LossBand> Losses, Timestamp Since, bool IsWhole, int Held, long LastSeq)
    {
        /// <summary>The number that was counted last.</summary>
        public long After { get; set; }
    }
}

using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Volume;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Events;

/// <summary>State of one viewer's event list. Newest first; frozen while the viewer has scrolled away.</summary>
public sealed class EventsViewModel(Capture capture, LivePulse pulse, FilterState filter, UrlState url, TimeProvider time)
{
    public const string RawKey = "raw";

    /// <summary>All events that match the filter, without the range.</summary>
    private EventIndex? _whole;

    /// <summary>The displayed list: <see cref="_whole"/>, or its part within the range.</summary>
    private EventIndex? _index;

    /// <summary>The displayed list in the order of time.</summary>
    private TimeOrder? _order;
    private long? _frozenAt;
    private bool _isTouched;

    /// <summary>Per facet field: the events that match the filter without its terms on that field. Bounded by the facets.</summary>
    private readonly Dictionary<FilterField, EventIndex> _withoutField = [];

    /// <summary>Enter and exit of an exec are two rows.</summary>
    public bool Raw => url.Get(RawKey) == "1";

    /// <summary>The time range in the URL, as it is now.</summary>
    public TimeRange Range => UrlRange.Read(url, capture.Store.Clock, pulse.NowBootNs);

    /// <summary>The row that has the focus, or would receive it.</summary>
    public long? ActiveSeq { get; private set; }

    /// <summary>Rows added since the list was frozen.</summary>
    public int Waiting { get; private set; }

    public int Total { get; private set; }

    /// <summary>Rows hidden by filter and range.</summary>
    public long Hidden { get; private set; }

    public bool Frozen => _frozenAt is not null;

    /// <summary>Freezes the list at its newest row, or follows again.</summary>
    public void Freeze(bool frozen)
        => _frozenAt = frozen ? _frozenAt ?? capture.Store.Read(view => view.Events.LastSeq) : null;

    public IReadOnlyList<EventRow> Pull(int offset, int limit)
        => Read(view =>
        {
            var order = Update(view);
            var counts = url.Get(TimelineOptions.Clock) == TimelineOptions.Since && view.Clock.WasSet;
            var rows = new List<EventRow>(Math.Min(limit, Math.Max(0, Total - offset)));
            for (var i = offset; i < Math.Min(Total, offset + limit); i++)
            {
                if (view.Events.TryHold(order.FromNewest(i), out var held))
                {
                    var row = EventRow.Of(held.Event, view.Processes, Raw);
                    rows.Add(counts ? row with { Time = view.Clock.ToAxis(held.Event.BootNs) } : row);
                }
            }

            ActiveSeq ??= rows.FirstOrDefault()?.Seq;
            return rows;
        });

    /// <summary>The updated index without the range; call inside LifecycleStore.Read.</summary>
    internal EventIndex Whole(StoreReader view)
    {
        var whole = Whole();
        whole.Update(view);
        return whole;
    }

    /// <summary>Indexes new events in slices, so that the store's lock is held only briefly afterwards.</summary>
    internal void CatchUp(bool withFacets)
        => filter.Ask(() =>
        {
            var run = new QueryRun(capture.Store, time);
            var indices = new List<EventIndex>(Range.IsEverything ? [Whole()] : [Whole(), List()]);
            if (withFacets)
            {
                indices.AddRange(EventTally.Fields.Select(WithoutField).OfType<EventIndex>());
            }

            foreach (var index in indices)
            {
                run.Scan(view => index.CatchUp(view, run));
            }

            return true;
        });

    /// <summary>
    /// The events that match the filter without its terms on this field; null when it has none. Call after
    /// <see cref="Whole"/>; also updated.
    /// </summary>
    internal EventIndex? WithoutField(StoreReader view, FilterField field)
    {
        var index = WithoutField(field);
        index?.Update(view);
        return index;
    }

    /// <summary>Moves the active row; returns its new position.</summary>
    public int? Move(int rows)
        => Read(view =>
        {
            var order = Update(view);
            return MoveTo(order, (ActiveSeq is { } seq ? order.PlaceOf(view, seq) : 0) + rows);
        });

    public int? MoveTo(int place) => Read(view => MoveTo(Update(view), place));

    /// <summary>
    /// Moves to the next failure older or newer than the active row; null when there is none. Freezes the list, or the row
    /// would scroll away.
    /// </summary>
    public int? MoveToFailure(bool older)
        => Read(view =>
        {
            var order = Update(view);
            for (var place = From(view, order, older); place >= 0 && place < Total; place += older ? 1 : -1)
            {
                if (view.Events.TryHold(order.FromNewest(place), out var held) && EventFilterSubject.IsFailure(held.Event))
                {
                    Activate(order.FromNewest(place));
                    _frozenAt ??= view.Events.LastSeq;
                    return place;
                }
            }

            return (int?)null;
        });

    public void Activate(long seq) => (ActiveSeq, _isTouched) = (seq, true);

    /// <summary>The process of the active row.</summary>
    public ProcessId? ActiveProcess()
        => ActiveSeq is { } seq ? capture.Store.Read(view => view.Events.TryHold(seq, out var held) ? held.Event.Process : (ProcessId?)null) : null;

    /// <summary>Copies of the newest events for the clipboard, newest first, limited to about <paramref name="maxBytes"/>.</summary>
    public IReadOnlyList<LifecycleEvent> Newest(int max, int maxBytes)
        => Read(view =>
        {
            var order = Update(view);
            var (copies, bytes) = (new List<LifecycleEvent>(), 0);
            for (var place = 0; place < Math.Min(max, Total) && bytes < maxBytes; place++)
            {
                if (view.Events.TryHold(order.FromNewest(place), out var held))
                {
                    copies.Add(held.Copy());
                    bytes += held.Bytes;
                }
            }

            return copies;
        });

    private int? MoveTo(TimeOrder order, int place)
    {
        if (Total == 0)
        {
            return null;
        }

        place = Math.Clamp(place, 0, Total - 1);
        Activate(order.FromNewest(place));
        return place;
    }

    private EventIndex Whole()
    {
        if (_whole is null || _whole.Filter != filter.Applied || _whole.Raw != Raw)
        {
            _whole = new EventIndex(filter.Applied, Raw);
            _withoutField.Clear();
        }

        return _whole;
    }

    private EventIndex? WithoutField(FilterField field)
    {
        if (!_withoutField.TryGetValue(field, out var index)
            && FilterChoices.WithoutField(filter.Applied, field) is { } others && Filter.TryParse(others, out var wider, out _))
        {
            index = _withoutField[field] = new EventIndex(wider, Raw);
        }

        return index;
    }

    /// <summary>The index of the displayed list: <see cref="Whole()"/>, or its part within the range.</summary>
    private EventIndex List()
    {
        var range = Range;
        if (range.IsEverything)
        {
            return _index = Whole();
        }

        if (_index is null || _index.Filter != filter.Applied || _index.Raw != Raw || !_index.MoveTo(range))
        {
            _index = new EventIndex(filter.Applied, Raw, range);
        }

        return _index;
    }

    private T Read<T>(Func<StoreReader, T> query)
    {
        CatchUp(withFacets: false);
        return filter.Ask(() => capture.Store.Read(query));
    }

    private TimeOrder Update(StoreReader view)
    {
        _index = List();
        _index.Update(view);
        _order = _order?.Index != _index ? new TimeOrder(_index) : _order;
        _order.Update(view, Limit());
        Total = _order.Count;
        Waiting = _index.Count - Total;
        Hidden = view.Events.Count - _index.Count - _index.HalfCount;
        return _order;
    }

    /// <summary>Where a search starts: next to the active row, or at the newest event while no row was chosen.</summary>
    private int From(StoreReader view, TimeOrder order, bool older)
    {
        if (!_isTouched || ActiveSeq is not { } active)
        {
            return 0;
        }

        var place = order.PlaceOf(view, active);
        var isThere = place < order.Count && order.FromNewest(place) == active;
        return older ? place + (isThere ? 1 : 0) : place - 1;
    }

    private long? Limit() => (pulse.PausedAt?.LastSeq, _frozenAt) switch
    {
        ({ } paused, { } frozen) => Math.Min(paused, frozen),
        var (paused, frozen) => paused ?? frozen,
    };
}

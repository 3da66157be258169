using Dashboard.Core.Feeds;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.State;

/// <summary>The list of events as one viewer looks at it. Newest first; stands still while the viewer has scrolled away.</summary>
public sealed class EventsView(Capture capture, LivePulse pulse, FilterState filter, UrlState url)
{
    public const string RawKey = "raw";

    private EventIndex? _index;
    private long? _frozenAt;

    /// <summary>Enter and exit of an exec as two rows.</summary>
    public bool Raw => url.Get(RawKey) == "1";

    /// <summary>The row that has the focus, or would get it.</summary>
    public long? ActiveSeq { get; private set; }

    /// <summary>Rows that came since the list stands still.</summary>
    public int Waiting { get; private set; }

    public int Total { get; private set; }

    /// <summary>Events that the filter hides.</summary>
    public long Hidden { get; private set; }

    public bool Frozen => _frozenAt is not null;

    /// <summary>Stops at the newest row, or follows again.</summary>
    public void Freeze(bool frozen)
        => _frozenAt = frozen ? _frozenAt ?? capture.Store.Read(view => view.Events.LastSeq) : null;

    public IReadOnlyList<EventRow> Pull(int offset, int limit)
        => capture.Store.Read(view =>
        {
            if (_index is null || _index.Filter != filter.Applied || _index.Raw != Raw)
            {
                _index = new EventIndex(filter.Applied, Raw);
            }

            _index.Update(view);
            Total = Limit() is { } last ? _index.CountUpTo(last) : _index.Count;
            Waiting = _index.Count - Total;
            Hidden = view.Events.Count - _index.Count;
            var rows = new List<EventRow>(Math.Min(limit, Math.Max(0, Total - offset)));
            for (var i = offset; i < Math.Min(Total, offset + limit); i++)
            {
                if (view.Events[_index.FromNewest(i, Total)] is { } e)
                {
                    rows.Add(EventRow.Of(e, view.Processes, Raw));
                }
            }

            ActiveSeq ??= rows.FirstOrDefault()?.Seq;
            return rows;
        });

    /// <summary>Moves the active row; answers its new place.</summary>
    public int? Move(int rows)
    {
        if (_index is null || Total == 0)
        {
            return null;
        }

        var place = ActiveSeq is { } seq ? Total - _index.CountUpTo(seq) : 0;
        return MoveTo(place + rows);
    }

    public int? MoveTo(int place)
    {
        if (_index is null || Total == 0)
        {
            return null;
        }

        place = Math.Clamp(place, 0, Total - 1);
        ActiveSeq = _index.FromNewest(place, Total);
        return place;
    }

    public void Activate(long seq) => ActiveSeq = seq;

    /// <summary>The process of the active row.</summary>
    public ProcessId? ActiveProcess()
        => ActiveSeq is { } seq ? capture.Store.Read(view => view.Events[seq]?.Process) : null;

    private long? Limit() => (pulse.PausedAt?.LastSeq, _frozenAt) switch
    {
        ({ } paused, { } frozen) => Math.Min(paused, frozen),
        var (paused, frozen) => paused ?? frozen,
    };
}

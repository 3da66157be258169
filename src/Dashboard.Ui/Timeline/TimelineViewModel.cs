using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Timeline;

/// <summary>State of one viewer's timeline: range, rows, active row and critical path.</summary>
/// <remarks>
/// The records are scanned at most once a second (<see cref="TimelineIndex"/>). A new range scans only the index, and a
/// pull reads only the records of the visible rows.
/// </remarks>
public sealed class TimelineViewModel(Capture capture, LivePulse pulse, FilterState filter, UrlState url, TimeProvider time)
{
    public const int OverviewSteps = 240;

    /// <summary>Bound of <see cref="_openGroups"/>; beyond it all groups are collapsed.</summary>
    private const int MaxOpenGroups = 1_000;

    private static readonly TimeSpan BuildEvery = TimeSpan.FromSeconds(1);

    private readonly TimelineIndex _index = new();
    private readonly HashSet<string> _openGroups = [];
    private readonly LossBands _losses = new();
    private (long Version, long? PausedNs, string QueryKey)? _built;
    private readonly PullPace _pace = new();
    private long _builtAt;
    private TimelineWindow? _moving;
    private TimelineLayout? _layout;
    private long? _commandBegan;

    public TimelineOptions Options => TimelineOptions.Read(url);

    public TimelineIndex Index => _index;

    public IReadOnlyList<LossBand> Losses => _losses.All;

    /// <summary>Null unless requested and its process is known.</summary>
    public CriticalPath? Path { get; private set; }

    public TimelineOverview Overview { get; private set; } = new(0, 0, []);

    public ProcessId? Selected => ProcessId.TryParse(url.Get(UrlState.Selection), out var id) ? id : null;

    /// <summary>Key of the row that has the focus, or would receive it.</summary>
    public string? Active { get; private set; }

    public int ActiveIndex { get; private set; }

    public long NowNs => pulse.NowBootNs;

    /// <summary>The right end of a range that ends now moves on.</summary>
    public bool Moves => !pulse.Paused && capture.Moves;

    /// <summary>When capture began, or the exec of the command that it is of; at least 1 ms before now.</summary>
    public long StartNs => Math.Min(Math.Max(capture.AttachedBootNs, CommandBeganNs ?? 0), NowNs - 1_000_000);

    private long? CommandBeganNs => capture.Command is { Pid: var pid }
        ? _commandBegan ??= capture.Store.Read(view => view.Processes.Lives(pid)?.Lives.FirstOrDefault() is { ExecCount: > 0 } root ? root.BeganBootNs : (long?)null)
        : null;

    /// <summary>The visible range.</summary>
    public TimelineWindow Window
    {
        get
        {
            var window = _moving ?? TimelineOptions.Window(Choice, capture.Store.Clock, StartNs, NowNs, capture.Moves);
            return pulse.Paused ? window with { Motion = WindowMotion.Still } : window;
        }
    }

    /// <summary>The chosen range, or the default one.</summary>
    public RangeChoice Choice => UrlRange.Choice(url, capture.Store.Clock, NowNs) ?? TimelineOptions.DefaultRange(url, capture.IsOnePiece);

    public TimelineLayout Layout => _layout ?? Place();

    /// <summary>True while a moved range is not in the URL yet.</summary>
    public bool IsMoving => _moving is not null;

    private string QueryKey => $"{filter.Applied.Text} {Options.Grouping} {Options.ZoomRoot} {Options.PathRoot}";

    /// <summary>Rebuilds the index when the store changed and the last build is old enough, or when filter or options changed.</summary>
    public bool Build()
    {
        var isOld = _built is { } built && built.Version != capture.Store.Version && !pulse.Paused && time.GetElapsedTime(_builtAt) >= BuildEvery && _pace.IsDue(time);
        return isOld ? Rebuild() : BuildIfChanged();
    }

    /// <summary>Rebuilds the index when filter, options or the pause point changed.</summary>
    public bool BuildIfChanged() => (_built?.PausedNs, _built?.QueryKey) != (pulse.PausedAt?.BootNs, QueryKey) && Rebuild();

    private bool Rebuild()
    {
        var options = Options;
        (_built, _builtAt) = ((capture.Store.Version, pulse.PausedAt?.BootNs, QueryKey), time.GetTimestamp());
        var nowNs = NowNs;
        var startNs = StartNs;
        _pace.Measure(time, () => filter.Ask(() => Read(Verdicts(nowNs))));
        bool Read(ProcessVerdicts? verdicts)
        {
            _index.Build(new QueryRun(capture.Store, time) { MaxWork = TimeSpan.MaxValue }, Query(options, nowNs, verdicts));
            return capture.Store.Read(view =>
            {
                _losses.Update(view);
                Path = options.PathRoot is { } root && view.Processes.Find(root) is { } record ? CriticalPath.Of(record, startNs, nowNs) : null;
                return true;
            });
        }

        Overview = TimelineOverview.Of(_index, startNs, nowNs, OverviewSteps);
        _layout = null;
        return true;
    }

    /// <summary>Recomputes the layout of the visible range.</summary>
    public TimelineLayout Place()
    {
        var window = Window;
        return _layout = TimelineLayout.Of(_index, window.FromNs, window.ToNs, Options.WithQuiet, _openGroups, Options.FoldsStorms && Path is null ? ViewOptions.StormSize : int.MaxValue);
    }

    public TimelinePage Pull(int offset, int limit)
    {
        var layout = Layout;
        var page = capture.Store.Read(view => TimelinePage.Of(view.Processes, _index, layout, offset, limit, _openGroups));
        if (Active is null && page.Rows.Count > 0)
        {
            (Active, ActiveIndex) = (page.Rows[0].Key, page.Rows[0].Index);
        }

        return page;
    }

    /// <summary>
    /// Sets a new range. <see cref="Place"/> computes its rows, and <see cref="Settle"/> writes it into the URL once it
    /// stops moving.
    /// </summary>
    public void Move(TimelineWindow window) => _moving = window.Within(StartNs, NowNs) with { Motion = WindowMotion.Still };

    public void Settle()
    {
        if (_moving is { } window)
        {
            var (from, to) = capture.Store.Clock.Shown(window.FromNs, window.ToNs);
            url.Set(
                (UrlRange.From, from.ToString()),
                (UrlRange.To, to.ToString()),
                (UrlRange.Last, null),
                (TimelineOptions.Span, null));
            _moving = null;
        }
    }

    /// <summary>Shows the last seconds (null: everything since capture), following when capture is live.</summary>
    public void Follow(long? spanNs)
    {
        _moving = null;
        _layout = null;
        UrlRange.Choose(url, spanNs is { } ns ? RangeChoice.Last(ns) : default(RangeChoice));
        url.Set((TimelineOptions.Span, null));
    }

    /// <summary>Sets the range to the active process plus a margin, or else to all rows; false when there are none.</summary>
    public bool Fit()
    {
        var extent = Active is not null && ActiveRow() is { Process: { } process }
            ? (FromNs: Math.Max(process.BeganBootNs, StartNs), ToNs: process.Exit?.BootNs ?? NowNs)
            : _index.Extent();
        if (extent is not { } found)
        {
            return false;
        }

        var margin = Math.Max(TimelineWindow.MinNs, (found.ToNs - found.FromNs) / 12);
        Move(new TimelineWindow(Math.Max(found.FromNs, StartNs) - margin, found.ToNs + margin, WindowMotion.Still));
        return true;
    }

    /// <summary>Sets the range to the whole index, after a subtree or path was selected.</summary>
    public void FitIndex()
    {
        Build();
        if (_index.Extent() is { } extent)
        {
            var margin = Math.Max(TimelineWindow.MinNs, (extent.ToNs - extent.FromNs) / 40);
            Move(new TimelineWindow(Math.Max(extent.FromNs, StartNs) - margin, extent.ToNs + margin, WindowMotion.Still));
        }
    }

    public void Activate(TimelineRow row) => (Active, ActiveIndex) = (row.Key, row.Index);

    /// <summary>Moves the active row; false at the end.</summary>
    public bool Move(int rows)
    {
        // The row may have another place by now.
        ActiveRow();
        return MoveTo(ActiveIndex + rows);
    }

    public bool MoveTo(int index)
    {
        var at = Math.Clamp(index, 0, Math.Max(0, Layout.Places.Count - 1));
        var row = Pull(at, 1).Rows.FirstOrDefault();
        if (row is null || row.Key == Active)
        {
            return false;
        }

        Activate(row);
        return true;
    }

    public TimelineRow? ActiveRow()
    {
        var row = Pull(ActiveIndex, 1).Rows.FirstOrDefault();
        if (row?.Key == Active)
        {
            return row;
        }

        // Its position has changed because rows above were added or removed.
        var now = ProcessId.TryParse(Active, out var id) ? IndexOf(id) : IndexOfGroup(Active);
        return now is { } at ? Pull(ActiveIndex = at, 1).Rows.FirstOrDefault() : null;
    }

    private int? IndexOfGroup(string? key)
    {
        for (var i = 0; i < Layout.Places.Count; i++)
        {
            if (Layout.Places[i] is { Life: < 0 } head && TimelineRow.GroupKey(Layout.KeyOf(head)) == key)
            {
                return i;
            }
        }

        return null;
    }

    public int? IndexOf(ProcessId id) => LifeOf(id) is { } life ? Layout.RowOf(life) : null;

    /// <summary>The row of a process, after the storms that hold it have been opened; null when it is not in the range.</summary>
    public int? Reveal(ProcessId id)
    {
        if (LifeOf(id) is not { } life || Layout.RowOf(life) is not null)
        {
            return IndexOf(id);
        }

        foreach (var storm in Layout.StormsOf(life).Where(storm => !_openGroups.Contains(storm)).ToList())
        {
            Toggle(storm);
        }

        return Layout.RowOf(life);
    }

    private int? LifeOf(ProcessId id)
    {
        var lives = _index.Lives;
        for (var i = 0; i < lives.Length; i++)
        {
            if (lives[i].Id == id)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Opens or closes a group or a storm; always true, because its rows change.</summary>
    public bool Toggle(string key)
    {
        if (!_openGroups.Remove(key))
        {
            if (_openGroups.Count >= MaxOpenGroups)
            {
                _openGroups.Clear();
            }

            _openGroups.Add(key);
        }

        _layout = null;
        return true;
    }

    /// <summary>The filter is evaluated in slices beforehand, so that the store's lock is held only for the structure.</summary>
    private ProcessVerdicts? Verdicts(long nowNs)
        => filter.IsActive ? ProcessVerdicts.Of(new QueryRun(capture.Store, time), filter.Applied, nowNs) : null;

    private static TimelineQuery Query(TimelineOptions options, long nowNs, ProcessVerdicts? verdicts)
        => new() { Matches = verdicts is null ? null : verdicts.Matches, Grouping = options.Grouping, Zoom = options.ZoomRoot, NowBootNs = nowNs };
}

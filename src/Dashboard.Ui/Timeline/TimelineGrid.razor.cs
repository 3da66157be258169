using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Timeline;

/// <summary>The rows of the timeline, with the time axis above and behind them.</summary>
public sealed partial class TimelineGrid
{
    /// <summary>Maximum ticks in the visible range; as many are placed on either side for dragging.</summary>
    private const int MaxTicks = 7;

    /// <summary>Ticks are counted up to here, a power of two: js/timeline.js keeps every second, fourth, eighth … label.</summary>
    private const int TickCycle = 1024;

    private IReadOnlyList<TimeTick> _ticks = [];
    private long _tickStepNs;
    private string _corner = "";
    private CriticalPath? _pathOf;
    private Dictionary<ProcessId, List<CriticalStep>>? _path;

    [Parameter, EditorRequired]
    public TimelineViewModel View { get; set; } = default!;

    protected override string Id => "timeline";

    protected override string Label => "Processes over time";

    protected override string Reading => "Reading the processes…";

    protected override string Class => $"tl {(View.Path is null ? "" : "with-path")} by-{View.Options.Grouping.ToString().ToLowerInvariant()}";

    protected override int? Columns => 2;

    /// <summary>--row-dense of tokens.css, in both densities.</summary>
    protected override int RowPixels => 28;

    protected override string RowClass => "tl-row";

    protected override (string ElementId, int Index)? ActiveRow
        => View.ActiveRow() is { } row ? (TimelineLine.ElementId(row), row.Index) : null;

    [Inject]
    private Capture Capture { get; set; } = default!;

    /// <summary>Updates the axis ticks for the visible range; the caller renders.</summary>
    public void UpdateTicks()
    {
        var window = View.Window;
        var clock = Capture.Store.Clock;
        var step = _tickStepNs = TimeAxis.StepNs(window.SpanNs, MaxTicks);
        var from = clock.ToAxis(window.FromNs - window.SpanNs).UnixNs;
        var to = clock.ToAxis(window.ToNs + window.SpanNs).UnixNs;
        var zone = View.Options.TimeZone;
        var offset = zone == TimelineOptions.Utc ? 0 : Browser.UtcOffsetMinutes;
        _ticks = zone == TimelineOptions.Since
            ? TimeAxis.TicksSince(clock.ToAxis(View.StartNs).UnixNs, from, to, step)
            : TimeAxis.Ticks(from, to, step, offset);
        _corner = zone == TimelineOptions.Since ? "since capture" : TimeOfDay.Full(clock.ToAxis(window.FromNs), offset)[..16] + (zone == TimelineOptions.Utc ? " UTC" : "");
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        UpdateTicks();
    }

    protected override async Task WatchAsync(DotNetObjectReference<LiveGrid<TimelineRow>> self)
    {
        await Browser.WatchPointerAsync(Id, self);

        // The viewer's time zone is known from now on.
        await RefreshAsync();
    }

    protected override void OnPulling() => UpdateTicks();

    protected override GridPage<TimelineRow> Pull(int offset, int limit)
    {
        if (_pathOf != View.Path)
        {
            _pathOf = View.Path;
            _path = _pathOf?.Steps.GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.ToList());
        }

        var page = View.Pull(offset, limit);
        return new(page.Rows, page.Total);
    }

    protected override int? Reveal(ProcessId id)
    {
        var index = View.Reveal(id);
        if (index is { } at)
        {
            View.MoveTo(at);
        }

        return index;
    }

    protected override bool Move(int rows) => View.Move(rows);

    protected override bool MoveTo(int index) => View.MoveTo(index);

    protected override void Enter()
    {
        if (View.ActiveRow() is { } row)
        {
            Open(row);
        }
    }

    protected override bool? Run(string command) => (command, View.ActiveRow()) switch
    {
        ("parent", { RowsToParent: > 0 } row) => View.MoveTo(row.Index - row.RowsToParent),
        ("parent", { Process: not null, Level: 2 } row) => View.MoveTo(row.Index - row.PosInSet),
        ("parent", _) => false,
        ("left" or "right", { Group: { } group }) => group.Open != (command == "right") && View.Toggle(group.Key),
        _ => null,
    };

    /// <summary>By it js/timeline.js leaves labels out that a narrow axis has no room for: the same ones while the range moves.</summary>
    private long NthOf(TimeTick tick) => _tickStepNs == 0 ? 0 : tick.UnixNs / _tickStepNs % TickCycle;

    private long BootNs(TimeTick tick) => Capture.Store.Clock.FromAxis(new Core.Model.Timestamp(tick.UnixNs));

    private List<CriticalStep>? StepsOf(TimelineRow row)
        => row.Process is { } process && _path is not null ? _path.GetValueOrDefault(process.Id) : null;

    private Task OpenAsync(TimelineRow row)
    {
        View.Activate(row);
        Open(row);
        return RefreshAsync();
    }

    /// <summary>Selects the row's process, or opens or closes its group.</summary>
    private void Open(TimelineRow row)
    {
        if (row.Process is { } process)
        {
            ToggleSelection(process.Id);
        }
        else
        {
            View.Toggle(row.Group!.Key);
        }
    }
}

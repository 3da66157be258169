using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Timeline;

/// <summary>The rows of the timeline, as a treegrid over Virtualize: only the visible ones are read, rendered and sent.</summary>
public sealed partial class TimelineGrid : IDisposable
{
    /// <summary>--row-dense of tokens.css; Virtualize must know it to place rows.</summary>
    public const int RowHeight = 28;

    private const string GridId = "timeline";

    /// <summary>Maximum ticks in the visible range; as many are placed on either side for dragging.</summary>
    private const int MaxTicks = 7;

    private Virtualize<TimelineRow>? _rows;
    private IDisposable? _keys;
    private DotNetObjectReference<TimelineGrid>? _self;
    private IReadOnlyList<TimeTick> _ticks = [];
    private string _corner = "";
    private int _total;
    private bool _held;
    private bool _refreshing;
    private CriticalPath? _pathOf;
    private Dictionary<ProcessId, List<CriticalStep>>? _path;

    /// <summary>
    /// Called after rows were pulled; returns whether the page renders itself and with it this grid. Not an EventCallback:
    /// that would render the page on each pull.
    /// </summary>
    [Parameter, EditorRequired]
    public Func<bool> Pulled { get; set; } = default!;

    [Parameter, EditorRequired]
    public TimelineViewModel View { get; set; } = default!;

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    /// <summary>
    /// Pulls the visible rows and updates the axis ticks; the caller renders. Skipped while the pointer moves over the rows,
    /// unless the user asked for it.
    /// </summary>
    public async Task PullAsync(bool byUser)
    {
        if (_held && !byUser)
        {
            return;
        }

        UpdateTicks();
        if (_rows is not null)
        {
            _refreshing = true;
            await _rows.RefreshDataAsync();
            _refreshing = false;
        }
    }

    private async Task RefreshAsync()
    {
        await PullAsync(byUser: true);
        if (!Pulled())
        {
            StateHasChanged();
        }
    }

    /// <summary>Called when the pointer moves over the rows or text is selected: moving rows could not be clicked.</summary>
    [JSInvokable]
    public Task OnHold(bool held)
    {
        _held = held;
        return held ? Task.CompletedTask : RefreshAsync();
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _self?.Dispose();
    }

    protected override void OnInitialized()
    {
        _keys = Keys.Subscribe(OnKeyAsync);
        UpdateTicks();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        await Browser.WatchPointerAsync(GridId, _self);

        // The viewer's time zone is known from now on.
        await RefreshAsync();
        if (View.Selected is { } selected && View.IndexOf(selected) is { } index)
        {
            View.MoveTo(index);
            await RefreshAsync();
            await Browser.ScrollToRowAsync(GridId, index);
        }
    }

    /// <summary>Updates the axis ticks for the visible range; the caller renders.</summary>
    public void UpdateTicks()
    {
        var window = View.Window;
        var clock = Capture.Store.Clock;
        var step = TimeAxis.StepNs(window.SpanNs, MaxTicks);
        var from = clock.ToAxis(window.FromNs - window.SpanNs).UnixNs;
        var to = clock.ToAxis(window.ToNs + window.SpanNs).UnixNs;
        var zone = View.Options.TimeZone;
        var offset = zone == TimelineOptions.Utc ? 0 : Browser.UtcOffsetMinutes;
        _ticks = zone == TimelineOptions.Since
            ? TimeAxis.TicksSince(clock.ToAxis(View.StartNs).UnixNs, from, to, step)
            : TimeAxis.Ticks(from, to, step, offset);
        _corner = zone == TimelineOptions.Since ? "since capture" : TimeOfDay.Full(clock.ToAxis(window.FromNs), offset)[..16] + (zone == TimelineOptions.Utc ? " UTC" : "");
    }

    private long BootNs(TimeTick tick) => Capture.Store.Clock.FromAxis(new Core.Model.Timestamp(tick.UnixNs));

    private List<CriticalStep>? StepsOf(TimelineRow row)
        => row.Process is { } process && _path is not null ? _path.GetValueOrDefault(process.Id) : null;

    private ValueTask<ItemsProviderResult<TimelineRow>> Provide(ItemsProviderRequest request)
    {
        if (_pathOf != View.Path)
        {
            _pathOf = View.Path;
            _path = _pathOf?.Steps.GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.ToList());
        }

        var page = View.Pull(request.StartIndex, request.Count);
        var changed = _total != page.Total;
        _total = page.Total;

        // Virtualize asked on its own after a scroll: it renders the rows, but not this component.
        if (!_refreshing && !Pulled() && changed)
        {
            StateHasChanged();
        }

        return ValueTask.FromResult(new ItemsProviderResult<TimelineRow>(page.Rows, page.Total));
    }

    private async Task SelectAsync(TimelineRow row)
    {
        View.Activate(row);
        View.Select(View.Selected == row.Process!.Id ? null : row.Process.Id);
        await RefreshAsync();
    }

    private async Task ToggleAsync(TimelineRow row)
    {
        View.Activate(row);
        View.ToggleGroup(row.Group!.Name);
        await RefreshAsync();
    }

    private async Task<bool> OnKeyAsync(string command)
    {
        var handled = command switch
        {
            "down" or "up" or "home" or "end" or "enter" or "parent" => true,
            "left" or "right" => View.ActiveRow()?.Group is not null,
            _ => KeyCommands.Rows(command) is not null,
        };
        if (handled)
        {
            await InvokeAsync(() => ApplyAsync(command));
        }

        return handled;
    }

    private async Task ApplyAsync(string command)
    {
        var row = View.ActiveRow();
        var changed = command switch
        {
            "down" => View.MoveTo(View.ActiveIndex + 1),
            "up" => View.MoveTo(View.ActiveIndex - 1),
            "home" => View.MoveTo(0),
            "end" => View.MoveTo(int.MaxValue),
            "parent" when row is { RowsToParent: > 0 } => View.MoveTo(row.Index - row.RowsToParent),
            "parent" when row is { Process: not null, Level: 2 } => View.MoveTo(row.Index - row.PosInSet),
            _ => KeyCommands.Rows(command) is { } rows && View.MoveTo(View.ActiveIndex + rows),
        };

        if (command is "enter" or "left" or "right" && row?.Group is { } group && group.Open != (command == "right"))
        {
            View.ToggleGroup(group.Name);
            changed = true;
        }
        else if (command == "enter" && row?.Process is not null)
        {
            await SelectAsync(row);
        }

        if (changed)
        {
            await RefreshAsync();
        }

        if (View.ActiveRow() is { } active)
        {
            await Browser.FocusRowAsync(GridId, TimelineLine.ElementId(active), active.Index);
        }
    }
}

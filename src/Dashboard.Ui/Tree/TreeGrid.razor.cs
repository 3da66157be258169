using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Tree;

/// <summary>
/// The process tree as an ARIA treegrid on Virtualize: only visible rows are pulled, rendered and sent. Bars and ages
/// are updated in the browser (js/clock.js), so the passing of time costs no renders.
/// </summary>
public sealed partial class TreeGrid : IDisposable
{
    /// <summary>--row of tokens.css; Virtualize must know it to place rows.</summary>
    public const int RowHeight = 30;

    private const string GridId = "tree";

    private Virtualize<PlacedRow>? _rows;
    private IDisposable? _keys;
    private int _total;
    private DotNetObjectReference<TreeGrid>? _self;
    private RowAnchor _anchor;
    private bool _scrolled;
    private bool _held;
    private bool _refreshing;

    /// <summary>Losses within the bars' time span, oldest first; bounded by <see cref="TreeLosses"/>.</summary>
    [Parameter]
    public IReadOnlyList<LossBand> Losses { get; set; } = [];

    /// <summary>
    /// Called after rows were pulled; returns whether the page renders itself and with it this grid. Not an EventCallback:
    /// that would render the page on each pull, once with the old and once with the new rows.
    /// </summary>
    [Parameter, EditorRequired]
    public Func<bool> Pulled { get; set; } = default!;

    private int RowPixels => Settings.RowHeight(RowHeight);

    [Inject]
    private TreeViewModel View { get; set; } = default!;

    [Inject]
    private LivePulse Pulse { get; set; } = default!;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private FilterState Filter { get; set; } = default!;

    private string SpanSeconds => (View.SpanNs / 1e9).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Pulls the visible rows again.</summary>
    public async Task RefreshAsync()
    {
        if (_rows is null)
        {
            return;
        }

        var anchor = _anchor;
        _refreshing = true;
        await _rows.RefreshDataAsync();
        _refreshing = false;
        if (!Pulled())
        {
            StateHasChanged();
        }

        if (View.Options.Follow)
        {
            await ShowSelectedAsync();
        }
        else if (_scrolled && _anchor.ShiftSince(anchor) is var shift && shift != 0)
        {
            await Browser.ShiftRowsAsync(GridId, shift);
        }
    }

    /// <summary>Scrolls the selected row into view if it is in the tree.</summary>
    public async Task ShowSelectedAsync()
    {
        if (View.Selected is { } selected && View.Reveal(selected) is { } index)
        {
            await Browser.ScrollToRowAsync(GridId, index);
        }
    }

    /// <summary>Pulls after a store change, unless the pointer moves over the rows.</summary>
    public Task FollowAsync() => _held ? Task.CompletedTask : RefreshAsync();

    /// <summary>Called by the browser when the list leaves its top or returns to it.</summary>
    [JSInvokable]
    public void OnScrolled(bool atTop) => _scrolled = !atTop;

    /// <summary>Called when the pointer moves over the rows or text is selected: moving rows could not be clicked.</summary>
    [JSInvokable]
    public Task OnHold(bool held)
    {
        _held = held;
        return held ? Task.CompletedTask : RefreshAsync();
    }

    /// <summary>Called when the user starts or stops reading (scrolled away, or text selected): new events wait and are counted.</summary>
    [JSInvokable]
    public Task OnReading(string reason, bool on) => on ? Pulse.HoldAsync(reason) : Pulse.ReleaseAsync(reason);

    public void Dispose()
    {
        // The next page starts at its top, without a selection.
        _ = Pulse.ReleaseAsync("scroll");
        _ = Pulse.ReleaseAsync("selection");
        _keys?.Dispose();
        _self?.Dispose();
    }

    protected override void OnInitialized() => _keys = Keys.Subscribe(OnKeyAsync);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        await Browser.WatchScrollAsync(GridId, _self);
        await Browser.WatchPointerAsync(GridId, _self);
        await Browser.WatchReadingAsync(GridId, _self);

        // A link to a process scrolls the tree to it.
        if (View.Selected is { } selected && View.Reveal(selected) is { } index)
        {
            View.Activate(selected);
            await RefreshAsync();
            await Browser.ScrollToRowAsync(GridId, index);
        }
    }

    private ValueTask<ItemsProviderResult<PlacedRow>> Provide(ItemsProviderRequest request)
    {
        var now = Pulse.NowBootNs;
        var page = View.Pull(request.StartIndex, request.Count);
        var changed = _total != page.Total;
        _total = page.Total;
        _anchor = RowAnchor.Of(page.Rows, request.StartIndex, View.ActiveRow);

        // Virtualize asked on its own after a scroll: it renders the rows, but not this component.
        if (!_refreshing && !Pulled() && changed)
        {
            StateHasChanged();
        }

        return ValueTask.FromResult(new ItemsProviderResult<PlacedRow>(
            page.Rows.Select((row, i) => new PlacedRow(row, request.StartIndex + i, now)), page.Total));
    }

    private async Task SelectAsync(ProcessId id)
    {
        View.Select(View.Selected == id ? null : id);
        await RefreshAsync();
    }

    private async Task ToggleAsync(TreeRowKey row)
    {
        View.Activate(row);
        View.Toggle(row);
        await RefreshAsync();
    }

    private async Task<bool> OnKeyAsync(string command)
    {
        var handled = command is "down" or "up" or "home" or "end" or "left" or "right" or "enter" or "parent" || KeyCommands.Rows(command) is not null;
        if (handled)
        {
            await InvokeAsync(() => ApplyAsync(command));
        }

        return handled;
    }

    private async Task ApplyAsync(string command)
    {
        var changed = command switch
        {
            "down" => View.Move(1),
            "up" => View.Move(-1),
            "home" => View.MoveTo(0),
            "end" => View.MoveToEnd(),
            "left" => View.Left(),
            "right" => View.Right(),
            "parent" => View.Up(),
            _ => KeyCommands.Rows(command) is { } rows && View.Move(rows),
        };

        if (command == "enter" && View.ActiveRow is { } row)
        {
            await (View.Active is { } id ? SelectAsync(id) : ToggleAsync(row));
        }
        else if (changed)
        {
            await RefreshAsync();
        }

        if (View.ActiveRow is { } active)
        {
            await Browser.FocusRowAsync(GridId, TreeLine.ElementId(active), View.ActiveIndex);
        }
    }
}

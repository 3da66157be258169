using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Events;

/// <summary>Events, newest first. Virtualize cannot keep its scroll position while rows are added on top, so the list freezes while scrolled down.</summary>
public sealed partial class EventList : IDisposable
{
    /// <summary>--row-dense of tokens.css.</summary>
    public const int RowHeight = 28;

    private const string GridId = "events";

    private Virtualize<PlacedEvent>? _rows;
    private IDisposable? _keys;
    private DotNetObjectReference<EventList>? _self;
    private ProcessId? _selected;
    private bool _refreshing;

    /// <summary>
    /// Called after rows were pulled; returns whether the page renders itself and with it this list. Not an EventCallback:
    /// that would render the page on each pull, once with the old and once with the new rows.
    /// </summary>
    [Parameter, EditorRequired]
    public Func<bool> Pulled { get; set; } = default!;

    /// <summary>Called after a search for a failure: whether one was found, and the direction.</summary>
    [Parameter]
    public EventCallback<(bool Found, bool Older)> OnFailure { get; set; }

    [Parameter, EditorRequired]
    public EventsViewModel View { get; set; } = default!;

    private int RowPixels => Settings.RowHeight(RowHeight);

    [Inject]
    private UrlState Url { get; set; } = default!;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    [Inject]
    private ViewSettings Settings { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    public async Task RefreshAsync()
    {
        if (_rows is null)
        {
            return;
        }

        _refreshing = true;
        await _rows.RefreshDataAsync();
        _refreshing = false;
        if (!Pulled())
        {
            StateHasChanged();
        }
    }

    /// <summary>Called by the browser when the list leaves its top or returns to it.</summary>
    [JSInvokable]
    public async Task OnScrolled(bool atTop)
    {
        View.Freeze(!atTop);
        await RefreshAsync();
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _self?.Dispose();
        Url.Changed -= OnUrlChanged;
    }

    protected override void OnInitialized()
    {
        _keys = Keys.Subscribe(OnKeyAsync);
        Url.Changed += OnUrlChanged;
        ReadSelection();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await Browser.WatchScrollAsync(GridId, _self);
        }
    }

    private void OnUrlChanged()
    {
        ReadSelection();
        _ = InvokeAsync(StateHasChanged);
    }

    private void ReadSelection() => _selected = ProcessId.TryParse(Url.Get(UrlState.Selection), out var id) ? id : null;

    private ValueTask<ItemsProviderResult<PlacedEvent>> Provide(ItemsProviderRequest request)
    {
        var before = (View.Total, View.Waiting);
        var rows = View.Pull(request.StartIndex, request.Count);

        // Virtualize asked on its own after a scroll: it renders the rows, but not this component.
        if (!_refreshing && !Pulled() && before != (View.Total, View.Waiting))
        {
            StateHasChanged();
        }

        return ValueTask.FromResult(new ItemsProviderResult<PlacedEvent>(
            rows.Select((row, i) => new PlacedEvent(row, request.StartIndex + i)), View.Total));
    }

    private async Task FollowAsync()
    {
        View.Freeze(false);
        await Browser.ScrollToRowAsync(GridId, 0);
        await RefreshAsync();
    }

    private void SelectAsync(EventRow row)
    {
        View.Activate(row.Seq);
        if (row.IsKnown)
        {
            Url.Set((UrlState.Selection, row.Process == _selected ? null : row.Process.ToString()));
        }
    }

    /// <summary>Moves to the next failure and focuses its row.</summary>
    public async Task JumpAsync(bool older)
    {
        var place = View.MoveToFailure(older);
        await OnFailure.InvokeAsync((place is not null, older));
        await FocusAsync(place);
    }

    private async Task<bool> OnKeyAsync(string command)
    {
        if (command is "failure-older" or "failure-newer")
        {
            await InvokeAsync(() => JumpAsync(command == "failure-older"));
            return true;
        }

        if (command is not ("down" or "up" or "home" or "end" or "enter"))
        {
            return false;
        }

        await InvokeAsync(() => ApplyAsync(command));
        return true;
    }

    private async Task ApplyAsync(string command)
    {
        // Freeze while rows are walked by keyboard: under load the row would be gone before it gets the focus.
        if (command != "enter")
        {
            View.Freeze(command != "home");
        }

        var place = command switch
        {
            "down" => View.Move(1),
            "up" => View.Move(-1),
            "home" => View.MoveTo(0),
            "end" => View.MoveTo(int.MaxValue),
            _ => View.Move(0),
        };
        if (command == "enter" && View.ActiveProcess() is { } process)
        {
            Url.Set((UrlState.Selection, process == _selected ? null : process.ToString()));
        }

        await FocusAsync(place);
    }

    private async Task FocusAsync(int? place)
    {
        if (place is { } index && View.ActiveSeq is { } seq)
        {
            await RefreshAsync();
            await Browser.FocusRowAsync(GridId, EventLine.ElementId(seq), index);
        }
    }
}

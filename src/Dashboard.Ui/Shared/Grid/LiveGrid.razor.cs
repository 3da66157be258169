using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>
/// Base class of the live grids, on Virtualize: only visible rows are pulled, rendered and sent. It pulls, moves the active
/// row by keys and gives it the focus, selects, and holds the rows while the pointer moves over them.
/// </summary>
public abstract partial class LiveGrid<TItem> : IDisposable
{
    /// <summary>Rows rendered beyond either edge, so that a step of a key finds its row.</summary>
    private const int Overscan = 3;

    private Virtualize<TItem>? _rows;
    private IDisposable? _keys;
    private DotNetObjectReference<LiveGrid<TItem>>? _self;
    private GridPage<TItem> _page = new([], 0);
    private bool _held;
    private bool _refreshing;

    /// <summary>Virtualize asks for rows only when the browser has measured the list: a round trip after the first render.</summary>
    private bool _pulled;

    /// <summary>
    /// Called after rows were pulled; returns whether the page renders itself and with it this grid. Not an EventCallback:
    /// that would render the page on each pull, once with the old and once with the new rows.
    /// </summary>
    [Parameter, EditorRequired]
    public Func<bool> Pulled { get; set; } = default!;

    [Inject]
    protected LivePulse Pulse { get; set; } = default!;

    [Inject]
    protected UrlState Url { get; set; } = default!;

    [Inject]
    protected ViewSettings Settings { get; set; } = default!;

    [Inject]
    protected Browser Browser { get; set; } = default!;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    /// <summary>The element's id, also its data-testid.</summary>
    protected abstract string Id { get; }

    protected abstract string Label { get; }

    /// <summary>Shown until the first rows have come.</summary>
    protected abstract string Reading { get; }

    protected abstract string Class { get; }

    protected virtual string? Style => null;

    /// <summary>Several rows can be selected together.</summary>
    protected virtual bool SelectsSeveral => false;

    protected virtual string Role => "treegrid";

    /// <summary>Seconds up to now that the bars of its rows show; null where the range is not the clock's.</summary>
    protected virtual string? Span => null;

    /// <summary>The seconds that the bars of its rows show, where they do not end now or have a fixed beginning; the end may be "now".</summary>
    protected virtual (string From, string To)? Ends => null;

    protected virtual int? Columns => null;

    /// <summary>Height of each row. Virtualize must know it to place rows.</summary>
    protected abstract int RowPixels { get; }

    /// <summary>Class of a row, for the placeholder of one that is not pulled yet.</summary>
    protected abstract string RowClass { get; }

    protected abstract RenderFragment Head { get; }

    /// <summary>Drawn behind the rows.</summary>
    protected virtual RenderFragment? Layer => null;

    protected abstract RenderFragment<TItem> Line { get; }

    /// <summary>Element id and place of the row that has the focus, or would receive it.</summary>
    protected abstract (string ElementId, int Index)? ActiveRow { get; }

    /// <summary>The selected process: the one in the address.</summary>
    protected ProcessId? Selected => ProcessId.TryParse(Url.Get(UrlState.Selection), out var id) ? id : null;

    /// <summary>Pulls the visible rows again and renders.</summary>
    public async Task RefreshAsync()
    {
        if (await PullAsync(byUser: true))
        {
            Render();
            await OnRefreshedAsync();
        }
    }

    /// <summary>Pulls after a store change, unless the pointer moves over the rows.</summary>
    public Task FollowAsync() => _held ? Task.CompletedTask : RefreshAsync();

    /// <summary>
    /// Pulls the visible rows again; the caller renders. Skipped while the pointer moves over the rows, unless the user asked
    /// for it.
    /// </summary>
    public async Task<bool> PullAsync(bool byUser)
    {
        if (_rows is null || (_held && !byUser))
        {
            return false;
        }

        OnPulling();
        _refreshing = true;
        await _rows.RefreshDataAsync();
        _refreshing = false;
        return true;
    }

    /// <summary>Called by the browser when the list leaves its top or returns to it.</summary>
    [JSInvokable]
    public Task OnScrolled(bool atTop) => OnScrolledAsync(atTop);

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

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);

        // The next page starts at its top, without selected text.
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
        await WatchAsync(_self);

        // A link to a process scrolls the grid to it.
        if (Selected is { } selected && Reveal(selected) is { } index)
        {
            await RefreshAsync();
            await Browser.ScrollToRowAsync(Id, index);
        }
    }

    protected abstract GridPage<TItem> Pull(int offset, int limit);

    /// <summary>Has the browser report what this grid reacts to: scrolling, the pointer, reading.</summary>
    protected abstract Task WatchAsync(DotNetObjectReference<LiveGrid<TItem>> self);

    /// <summary>Called before a pull that was not caused by scrolling.</summary>
    protected virtual void OnPulling()
    {
    }

    /// <summary>Called after <see cref="RefreshAsync"/> has rendered.</summary>
    protected virtual Task OnRefreshedAsync() => Task.CompletedTask;

    protected virtual Task OnScrolledAsync(bool atTop) => Task.CompletedTask;

    /// <summary>Makes the row of a process the active one and returns its place; null where the grid does not have it, or does not go to it.</summary>
    protected virtual int? Reveal(ProcessId id) => null;

    /// <summary>Moves the active row; false when it stays.</summary>
    protected abstract bool Move(int rows);

    /// <summary>Moves the active row to a place, or to the last; false when it stays.</summary>
    protected abstract bool MoveTo(int index);

    /// <summary>Selects the process of the active row, or opens or closes a row that is no process.</summary>
    protected abstract void Enter();

    /// <summary>Runs another command; returns whether rows must be pulled, null when it is none of this grid.</summary>
    protected virtual bool? Run(string command) => null;

    protected void ToggleSelection(ProcessId id) => Url.Set((UrlState.Selection, id == Selected ? null : id.ToString()));

    protected async Task FocusActiveAsync()
    {
        if (ActiveRow is var (id, index))
        {
            await Browser.FocusRowAsync(Id, id, index);
        }
    }

    private void Render()
    {
        if (!Pulled())
        {
            StateHasChanged();
        }
    }

    private ValueTask<ItemsProviderResult<TItem>> Provide(ItemsProviderRequest request)
    {
        var before = (_pulled, _page.Total, _page.Waiting);
        _page = Pull(request.StartIndex, request.Count);

        // Rows are rendered after this, so what says that it reads stays for now, and tree.css hides it once there are rows.
        _pulled |= _page.Total == 0;

        // Virtualize asked on its own after a scroll: it renders the rows, but not this component.
        if (!_refreshing && !Pulled() && before != (_pulled, _page.Total, _page.Waiting))
        {
            StateHasChanged();
        }

        _pulled = true;

        return ValueTask.FromResult(new ItemsProviderResult<TItem>(_page.Rows, _page.Total));
    }

    private async Task<bool> OnKeyAsync(string command)
    {
        var used = false;
        await InvokeAsync(async () => used = await ApplyAsync(command));
        return used;
    }

    private async Task<bool> ApplyAsync(string command)
    {
        bool? changed;
        switch (command)
        {
            case "down" or "up":
                changed = Move(command == "down" ? 1 : -1);
                break;
            case "home" or "end":
                changed = MoveTo(command == "home" ? 0 : int.MaxValue);
                break;
            case "enter":
                Enter();
                changed = true;
                break;
            default:
                changed = KeyCommands.Rows(command) is { } rows ? Move(rows) : Run(command);
                break;
        }

        if (changed == true)
        {
            await RefreshAsync();
        }

        if (changed is not null)
        {
            await FocusActiveAsync();
        }

        return changed is not null;
    }
}

using Dashboard.Ui.Shared.Url;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>Calls into wwwroot/js/shell.js for what only the browser can do. One per viewer.</summary>
public sealed class Browser(IJSRuntime js, UrlState url) : IAsyncDisposable
{
    /// <summary>What the viewer chose before the stored settings arrived: newer than they are. Null once they have arrived. Bounded by the names.</summary>
    private Dictionary<string, string>? _early = [];
    private Task<IJSObjectReference>? _module;

    /// <summary>Settings stored in the browser; unknown until loaded.</summary>
    public StoredPreferences View { get; private set; } = StoredPreferences.Unknown;

    /// <summary>Offset of the displayed time from UTC in minutes: the browser's time zone, or 0 for UTC.</summary>
    public int UtcOffsetMinutes => url.Get(TimelineOptions.Clock) == TimelineOptions.Utc ? 0 : View.UtcOffsetMinutes;

    /// <summary>Starts keys and clock; keys call JSInvokable "OnKey". False when the page was left before.</summary>
    /// <param name="capture">What tells the live capture from others; "" for a recording.</param>
    public async Task<bool> StartAsync<T>(DotNetObjectReference<T> receiver, string capture = "")
        where T : class
    {
        try
        {
            var module = await ModuleAsync();
            var stored = await module.InvokeAsync<StoredPreferences?>("start", receiver, capture) ?? View;
            View = (_early ?? []).Aggregate(stored, (view, change) => view.With(change.Key, change.Value));
            _early = null;
            return true;
        }
        catch (Exception problem) when (IsLeft(problem))
        {
            return false;
        }
    }

    /// <summary>Sets the page's clock to the capture's time, running or stopped.</summary>
    public ValueTask SetClockAsync(long nowBootNs, bool runs) => CallAsync("setClock", nowBootNs / 1e9, runs);

    /// <summary>Scrolls a row of a virtual list into view and focuses it once it is rendered.</summary>
    public ValueTask FocusRowAsync(string gridId, string rowId, int index) => CallAsync("focusRow", gridId, rowId, index);

    public ValueTask ScrollToRowAsync(string gridId, int index) => CallAsync("scrollToRow", gridId, index);

    /// <summary>Calls JSInvokable "OnScrolled" when a list leaves its top or returns to it.</summary>
    public ValueTask WatchScrollAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchScroll", gridId, receiver);

    /// <summary>Calls JSInvokable "OnHold" when the pointer starts or stops moving over the rows, or text in them is selected.</summary>
    public ValueTask WatchPointerAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchPointer", gridId, receiver);

    /// <summary>Calls JSInvokable "OnReading" when the user scrolls away or selects text, and when that ends.</summary>
    public ValueTask WatchReadingAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchReading", gridId, receiver);

    /// <summary>Stores one of the values of <see cref="View"/>.</summary>
    public ValueTask SetViewAsync(string name, string value)
    {
        View = View.With(name, value);
        _early?[name] = value;
        return CallAsync("setView", name, value);
    }

    /// <summary>Lets the user resize and move the columns of a grid; calls JSInvokable "OnColumnWidth" and "OnColumnMoved".</summary>
    public ValueTask WatchColumnsAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchColumns", gridId, receiver);

    public ValueTask FocusMenuAsync() => CallAsync("focusMenu");

    /// <summary>Scrolls by the distance that rows have moved.</summary>
    public ValueTask ShiftRowsAsync(string gridId, int rows) => CallAsync("shiftRows", gridId, rows);

    /// <summary>Enables zooming and panning of the timeline by the pointer; calls JSInvokable "OnWindow".</summary>
    public ValueTask WatchTimelineAsync<T>(DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchTimeline", receiver);

    /// <summary>Sets the visible range of the timeline; the browser moves the bars without a resend.</summary>
    /// <param name="grows">The captured time goes on after <paramref name="nowNs"/>.</param>
    public ValueTask SetTimelineAsync(TimelineWindow window, long startNs, long nowNs, bool grows)
        => CallAsync("setTimeline", window.FromNs / 1e9, window.ToNs / 1e9, window.Motion.ToString(), startNs / 1e9, nowNs / 1e9, grows);

    /// <summary>Enables dragging a range over the strip of the events page (JSInvokable "OnStrip") and keys in its facets.</summary>
    public ValueTask WatchEventsAsync<T>(DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchEvents", receiver);

    /// <summary>Enables dragging over the lanes of the PIDs; calls JSInvokable "OnRange".</summary>
    public ValueTask WatchLanesAsync<T>(DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchLanes", receiver);

    public ValueTask FocusAsync(string elementId) => CallAsync("focus", elementId);

    /// <summary>The first control in an element; the element itself where it has none.</summary>
    public ValueTask FocusFirstAsync(string elementId) => CallAsync("focusFirst", elementId);

    /// <summary>Called before a dialog takes the focus; <see cref="ReturnFocusAsync"/> gives it back.</summary>
    public ValueTask KeepFocusAsync() => CallAsync("keepFocus");

    public ValueTask ReturnFocusAsync() => CallAsync("returnFocus");

    /// <summary>Called before the details of a process are closed: the focus in them goes back to its row or link.</summary>
    public ValueTask LeavePaneAsync(string process) => CallAsync("leavePane", process);

    public ValueTask CopyAsync(string text) => CallAsync("copy", text);

    /// <summary>Completes when the browser has Plotly, which the first chart loads.</summary>
    public ValueTask PlotlyAsync() => CallAsync("plotly");

    /// <summary>The tables and charts that the page shows.</summary>
    public async ValueTask<IReadOnlyList<CopyableItem>> CopyableAsync() => await (await ModuleAsync()).InvokeAsync<CopyableItem[]>("copyable") ?? [];

    /// <summary>Copies one of them by its position: a table as Markdown or as a picture, a chart as a picture. "copied", "saved" or "gone".</summary>
    public async ValueTask<string> CopyAtAsync(int position, bool asPicture)
        => await (await ModuleAsync()).InvokeAsync<string>("copyAt", position, asPicture) ?? "gone";

    /// <summary>The viewer's recent and saved filters; null when they cannot be read.</summary>
    public async ValueTask<StoredFilters?> FiltersAsync()
    {
        try
        {
            return await (await ModuleAsync()).InvokeAsync<StoredFilters?>("readFilters");
        }
        catch (Exception problem) when (IsLeft(problem))
        {
            return null;
        }
    }

    public ValueTask StoreFiltersAsync(StoredFilters filters) => CallAsync("writeFilters", filters);

    /// <summary>The experiments completed in this browser.</summary>
    public async ValueTask<IReadOnlySet<string>> LearnedAsync()
        => (await (await ModuleAsync()).InvokeAsync<string[]>("learned") ?? []).ToHashSet();

    public ValueTask LearnAsync(string experiment) => CallAsync("learn", experiment);

    public async ValueTask<string> CycleThemeAsync() => await (await ModuleAsync()).InvokeAsync<string>("cycleTheme");

    public async ValueTask<string> ThemeAsync() => await (await ModuleAsync()).InvokeAsync<string>("theme");

    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true } loaded)
        {
            try
            {
                var module = await loaded;
                await module.InvokeVoidAsync("stop");
                await module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its listeners with it.
            }
        }
    }

    private async ValueTask CallAsync(string name, params object?[] arguments)
    {
        try
        {
            await (await ModuleAsync()).InvokeVoidAsync(name, arguments);
        }
        catch (Exception problem) when (IsLeft(problem))
        {
            // The page is gone.
        }
    }

    /// <summary>The browser is gone, or the page was left before the scripts were loaded and its receiver is disposed.</summary>
    public static bool IsLeft(Exception problem)
        => problem is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    private Task<IJSObjectReference> ModuleAsync()
        => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/shell.js").AsTask();
}

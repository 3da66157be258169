using Dashboard.Ui.Shared.Url;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>The few things that only the browser can do; wwwroot/js/shell.js does them. One per viewer.</summary>
public sealed class Browser(IJSRuntime js, UrlState url) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>What the browser keeps; unknown until it has told.</summary>
    public StoredView View { get; private set; } = StoredView.Unknown;

    /// <summary>Minutes to add to UTC for the clock that the viewer wants: that of the browser, or UTC.</summary>
    public int UtcOffsetMinutes => url.Get(TimelineOptions.Clock) == TimelineOptions.Utc ? 0 : View.UtcOffsetMinutes;

    /// <summary>Starts keys and clock. The receiver hears keys as JSInvokable "OnKey". False when the page was left before that.</summary>
    public async Task<bool> StartAsync<T>(DotNetObjectReference<T> receiver)
        where T : class
    {
        try
        {
            var module = await ModuleAsync();
            View = await module.InvokeAsync<StoredView?>("start", receiver) ?? View;
            return true;
        }
        catch (Exception problem) when (IsLeft(problem))
        {
            return false;
        }
    }

    /// <summary>Tells the page's clock what time it is for the capture, and whether it runs.</summary>
    public ValueTask SetClockAsync(long nowBootNs, bool runs) => CallAsync("setClock", nowBootNs / 1e9, runs);

    /// <summary>Scrolls a row of a virtual list into sight and gives it the focus when it is there.</summary>
    public ValueTask FocusRowAsync(string gridId, string rowId, int index) => CallAsync("focusRow", gridId, rowId, index);

    public ValueTask ScrollToRowAsync(string gridId, int index) => CallAsync("scrollToRow", gridId, index);

    /// <summary>Tells the receiver (JSInvokable "OnScrolled") when a list leaves its top, and when it is back there.</summary>
    public ValueTask WatchScrollAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchScroll", gridId, receiver);

    /// <summary>Tells the receiver (JSInvokable "OnHold") while the pointer moves over the rows or text is selected in them.</summary>
    public ValueTask WatchPointerAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchPointer", gridId, receiver);

    /// <summary>Tells the receiver (JSInvokable "OnReading") when somebody scrolls away by hand or selects text, and when no more.</summary>
    public ValueTask WatchReadingAsync<T>(string gridId, DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchReading", gridId, receiver);

    /// <summary>Keeps one of the values of <see cref="View"/>.</summary>
    public ValueTask SetViewAsync(string name, string value)
    {
        View = name switch
        {
            "density" => View with { Density = value },
            "time" => View with { Time = value },
            "letters" => View with { Letters = value },
            "keep" => View with { Keep = value },
            _ => View with { Hint = value },
        };
        return CallAsync("setView", name, value);
    }

    public ValueTask FocusMenuAsync() => CallAsync("focusMenu");

    /// <summary>Scrolls along with rows that moved.</summary>
    public ValueTask ShiftRowsAsync(string gridId, int rows) => CallAsync("shiftRows", gridId, rows);

    /// <summary>Lets the timeline be zoomed and panned by the pointer; the receiver hears of it as JSInvokable "OnWindow".</summary>
    public ValueTask WatchTimelineAsync<T>(DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchTimeline", receiver);

    /// <summary>Shows a range of the timeline: the bars move there in the browser, without being sent again.</summary>
    public ValueTask SetTimelineAsync(TimelineWindow window, long startNs, long nowNs)
        => CallAsync("setTimeline", window.FromNs / 1e9, window.ToNs / 1e9, window.Motion.ToString(), startNs / 1e9, nowNs / 1e9);

    /// <summary>Lets a range be dragged over the strip of the events page (JSInvokable "OnStrip"), and its facets be walked by keys.</summary>
    public ValueTask WatchEventsAsync<T>(DotNetObjectReference<T> receiver)
        where T : class
        => CallAsync("watchEvents", receiver);

    public ValueTask FocusAsync(string elementId) => CallAsync("focus", elementId);

    public ValueTask CopyAsync(string text) => CallAsync("copy", text);

    /// <summary>The experiments that were done in this browser.</summary>
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
                // The browser has gone, and its listeners with it.
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
            // There is no page to do it on.
        }
    }

    /// <summary>The browser has gone, or the page was left before the scripts had come: its receiver is disposed by then.</summary>
    private static bool IsLeft(Exception problem)
        => problem is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    private Task<IJSObjectReference> ModuleAsync()
        => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/shell.js").AsTask();
}

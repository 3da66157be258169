using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Shared.Live;

/// <summary>
/// A page that shows a capture as it goes on. While it is open it hears the store, the seconds, the pause, the filter,
/// the address and the keys, each on its own dispatcher; it overrides what it cares for.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private IDisposable? _keys;

    /// <summary>The filter of the last question.</summary>
    private string _asked = "";

    [Inject]
    protected Capture Capture { get; set; } = default!;

    [Inject]
    protected LivePulse Pulse { get; set; } = default!;

    [Inject]
    protected FilterState Filter { get; set; } = default!;

    [Inject]
    protected UrlState Url { get; set; } = default!;

    [Inject]
    protected ViewSettings Settings { get; set; } = default!;

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

    /// <summary>The page has been left.</summary>
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _keys?.Dispose();
        Pulse.Refresh -= OnPulseAsync;
        Pulse.Second -= OnPulseSecondAsync;
        Pulse.ModeChanged -= OnPulseModeAsync;
        Url.Changed -= OnUrlChanged;
    }

    protected override void OnInitialized()
    {
        _keys = Keys.Hear(OnPressedAsync);
        Pulse.Refresh += OnPulseAsync;
        Pulse.Second += OnPulseSecondAsync;
        Pulse.ModeChanged += OnPulseModeAsync;
        _asked = Filter.Text;
        Url.Changed += OnUrlChanged;
    }

    /// <summary>Something has happened, and the view is not paused.</summary>
    protected virtual Task OnStoreAsync() => Task.CompletedTask;

    /// <summary>A second has passed, also while the view is paused.</summary>
    protected virtual Task OnSecondAsync() => Task.CompletedTask;

    /// <summary>Paused, or resumed.</summary>
    protected virtual Task OnModeAsync() => OnAskedAsync();

    /// <summary>Another filter, or another address: another question.</summary>
    protected virtual Task OnAskedAsync() => Task.CompletedTask;

    /// <summary>Another address; a filter is told apart.</summary>
    protected virtual Task OnAddressAsync() => OnAskedAsync();

    /// <summary>A key of this page was pressed; answers whether the page used it.</summary>
    protected virtual Task<bool> OnKeyAsync(string command) => Task.FromResult(false);

    private Task OnPulseAsync() => InvokeAsync(OnStoreAsync);

    private Task OnPulseSecondAsync() => InvokeAsync(OnSecondAsync);

    private Task OnPulseModeAsync() => InvokeAsync(OnModeAsync);

    /// <summary>
    /// The filter is kept in the address, so that another filter is another address too: one question, not two. The
    /// filter has read the address by now, because it listens from before the first page on.
    /// </summary>
    private void OnUrlChanged()
    {
        var isOtherFilter = Filter.Text != _asked;
        _asked = Filter.Text;
        _ = InvokeAsync(isOtherFilter ? OnAskedAsync : OnAddressAsync);
    }

    private async Task<bool> OnPressedAsync(string command)
    {
        var used = false;
        await InvokeAsync(async () => used = await OnKeyAsync(command));
        return used;
    }
}

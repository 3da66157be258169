using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Shared.Live;

/// <summary>
/// Base class of live pages. Subscribes to store changes, seconds, pause, filter, URL and keys, and calls the matching
/// virtual method on the component's dispatcher.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private IDisposable? _keys;

    /// <summary>The filter text of the last call of <see cref="OnUrlChanged"/>.</summary>
    private string _lastFilter = "";

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

    /// <summary>The chosen range of time as it is now; everything when none is chosen.</summary>
    protected TimeRange Range => UrlRange.Read(Url, Capture.Store.Clock, Pulse.NowBootNs);

    /// <summary>True while the range moves on, which changes figures without an event.</summary>
    protected bool RangeMoves => !Pulse.Paused && Capture.IsLive && UrlRange.Moves(Url);

    [Inject]
    private KeyCommands Keys { get; set; } = default!;

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
        _keys = Keys.Subscribe(OnPressedAsync);
        Pulse.Refresh += OnPulseAsync;
        Pulse.Second += OnPulseSecondAsync;
        Pulse.ModeChanged += OnPulseModeAsync;
        _lastFilter = Filter.Text;
        Url.Changed += OnUrlChanged;
    }

    /// <summary>The store changed and the view is not paused.</summary>
    protected virtual Task OnStoreAsync() => Task.CompletedTask;

    /// <summary>A second has passed, also while the view is paused.</summary>
    protected virtual Task OnSecondAsync() => Task.CompletedTask;

    /// <summary>Paused, or resumed.</summary>
    protected virtual Task OnModeAsync() => OnQueryChangedAsync();

    /// <summary>Filter or URL changed.</summary>
    protected virtual Task OnQueryChangedAsync() => Task.CompletedTask;

    /// <summary>The URL changed but not the filter.</summary>
    protected virtual Task OnAddressAsync() => OnQueryChangedAsync();

    /// <summary>A key was pressed; returns whether the page used it.</summary>
    protected virtual Task<bool> OnKeyAsync(string command) => Task.FromResult(false);

    private Task OnPulseAsync() => InvokeAsync(OnStoreAsync);

    private Task OnPulseSecondAsync() => InvokeAsync(OnSecondAsync);

    private Task OnPulseModeAsync() => InvokeAsync(OnModeAsync);

    /// <summary>
    /// A changed filter also changes the URL, so one event covers both. <see cref="Filter"/> is already up to date, because
    /// it subscribed before any page.
    /// </summary>
    private void OnUrlChanged()
    {
        var isOtherFilter = Filter.Text != _lastFilter;
        _lastFilter = Filter.Text;
        _ = InvokeAsync(isOtherFilter ? OnQueryChangedAsync : OnAddressAsync);
    }

    private async Task<bool> OnPressedAsync(string command)
    {
        var used = false;
        await InvokeAsync(async () => used = await OnKeyAsync(command));
        return used;
    }
}

using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Events;

/// <summary>The list of events, newest first, with facets beside it and the volume strip above.</summary>
public sealed partial class EventsScreen
{
    private EventsViewModel _view = default!;
    private EventCount _count = default!;
    private EventList? _list;
    private DotNetObjectReference<EventsScreen>? _self;
    private (TimeRange Range, bool Raw) _lastQuery;
    private bool _pulled;
    private bool _isEmpty;
    private bool _isNothing;
    private bool _facetsOpen;

    /// <summary>Element to focus after the next render; an element not rendered yet cannot take the focus.</summary>
    private string? _focus;
    private int _total;
    private long _hidden;
    private string? _note;

    /// <summary>How far back the search went; null for a recording that is held whole.</summary>
    private string? Reach
    {
        get
        {
            var since = Capture.Store.Read(view => view.Events.HeldSinceBootNs) ?? (Capture.IsLive ? Capture.AttachedBootNs : null);
            return MemoryText.Kept("Events", since, Pulse.NowBootNs) is { } kept ? kept + " were searched." : null;
        }
    }

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>A range was dragged over the strip. The browser's values are clamped to the strip.</summary>
    [JSInvokable]
    public void OnStrip(double fromMicros, double toMicros)
    {
        if (double.IsFinite(fromMicros) && double.IsFinite(toMicros) && _count.Current.Volume.Steps.Count > 0)
        {
            var (min, max) = (_count.Current.Volume.FromUnixNs / 1e3, _count.Current.Volume.ToUnixNs / 1e3);
            SetRange(Capture.Store.Clock.FromAxis(EventStrip.Chosen(_count.Current.Volume,
                (long)Math.Clamp(fromMicros, min, max) * 1_000, (long)Math.Clamp(toMicros, min, max) * 1_000)));
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _self?.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _view = new EventsViewModel(Capture, Pulse, Filter, Url, Time);
        _count = new EventCount(Capture, Pulse, _view, Time);
        _lastQuery = (_view.Range, _view.Raw);
        return _count.CountAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await Browser.WatchEventsAsync(_self);
        }

        if (_focus is { } id)
        {
            _focus = null;
            await Browser.FocusAsync(id);
        }
    }

    protected override Task OnStoreAsync() => _list?.RefreshAsync() ?? Task.CompletedTask;

    protected override async Task OnSecondAsync()
    {
        if (RangeMoves)
        {
            // Rows leave the range without an event.
            _lastQuery = (_view.Range, _view.Raw);
            await OnStoreAsync();
        }

        if (_count.IsDue)
        {
            await CountAsync();
        }
    }

    protected override Task OnAddressAsync()
    {
        if ((_view.Range, _view.Raw) == _lastQuery)
        {
            return Task.CompletedTask;
        }

        return OnQueryChangedAsync();
    }

    /// <summary>The filter or range changed: the list updates at once, the figures once they are counted.</summary>
    protected override async Task OnQueryChangedAsync()
    {
        _lastQuery = (_view.Range, _view.Raw);
        _note = null;
        StateHasChanged();
        await OnStoreAsync();
        await CountAsync();
    }

    protected override async Task<bool> OnKeyAsync(string command)
    {
        switch (command)
        {
            case "failure-older" or "failure-newer":
                await JumpAsync(command == "failure-older");
                return true;
            case "escape" when _facetsOpen:
                ToggleFacets();
                return true;
            default:
                return false;
        }
    }

    private async Task CountAsync()
    {
        if (await _count.CountAsync())
        {
            StateHasChanged();
        }
    }

    private bool OnPulled()
    {
        var isNothing = _view.Total == 0 && _view.Hidden == 0 && !Filter.IsActive && _view.Range.IsEverything;
        var now = (true, _view.Total, _view.Hidden, _view.Total == 0, isNothing);
        if ((_pulled, _total, _hidden, _isEmpty, _isNothing) == now)
        {
            return false;
        }

        (_pulled, _total, _hidden, _isEmpty, _isNothing) = now;
        StateHasChanged();
        return true;
    }

    private void SetRaw(ChangeEventArgs e) => Url.Set((EventsViewModel.RawKey, e.Value is true ? "1" : null));

    private void SetRange(TimeRange range) => UrlRange.Write(Url, range);

    private async Task JumpAsync(bool older)
    {
        var found = _list is not null && await _list.JumpAsync(older);
        var note = found ? null : older ? "No older failure in this list." : "No newer failure in this list.";
        if (note != _note)
        {
            _note = note;
            StateHasChanged();
        }
    }

    private void ToggleFacets()
    {
        _facetsOpen = !_facetsOpen;
        _focus = _facetsOpen ? "event-facets" : "events-facets-button";
        StateHasChanged();
    }
}

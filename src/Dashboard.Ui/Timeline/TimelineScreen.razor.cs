using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Timeline;

/// <summary>The timeline: one row per process, with a segment per image.</summary>
public sealed partial class TimelineScreen
{
    private const double ZoomStep = 0.6;
    private const double PanStep = 0.2;

    private static readonly TimeSpan SettleAfter = TimeSpan.FromMilliseconds(400);

    /// <summary>Delay from a range change to the pull of its rows; changes in between are merged.</summary>
    private static readonly TimeSpan RowsAfter = TimeSpan.FromMilliseconds(100);

    private TimelineViewModel _view = default!;
    private TimelineGrid? _grid;
    private bool _isEmpty;
    private IReadOnlyList<LossBand> _losses = [];

    /// <summary>Incremented to redraw the charts. Not on each key, because they are the most expensive part.</summary>
    private int _charted;

    private string _queryKey = "";
    private (int Matched, int Quiet, int Hidden) _counts;
    private ITimer? _settle;
    private ITimer? _rows;
    private bool _isPullPending;
    private DotNetObjectReference<TimelineScreen>? _self;

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private string Summary => string.Join(" · ", new[]
    {
        $"{DisplayText.Count(_counts.Matched, "process", "processes")} in this range",
        _counts.Quiet > 0 ? $"{DisplayText.Count(_counts.Quiet)} of them idle, not shown" : "",
        Filter.IsActive ? $"{DisplayText.Count(_counts.Hidden)} hidden by the filter" : "",
    }.Where(part => part.Length > 0));

    /// <summary>Called when the pointer zoomed or panned; js/timeline.js already shows the new range.</summary>
    [JSInvokable]
    public Task OnWindow(double from, double to, bool done)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to) || to <= from || Math.Abs(from) > 1e9 || Math.Abs(to) > 1e9)
        {
            return Task.CompletedTask;
        }

        _view.Move(new TimelineWindow((long)(from * 1e9), (long)(to * 1e9), WindowMotion.Still));
        Settle(done ? TimeSpan.Zero : SettleAfter);
        OnMoved();
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        base.Dispose();
        _settle?.Dispose();
        _rows?.Dispose();
        _self?.Dispose();
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _view = new TimelineViewModel(Capture, Pulse, Filter, Url, Time);
        _view.Build();
        Count();
        _queryKey = QueryKey();
        _settle = Time.CreateTimer(_ => _ = InvokeAsync(OnSettled), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rows = Time.CreateTimer(_ => _ = InvokeAsync(DrawAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await Browser.WatchTimelineAsync(_self);
            ShowWindow();
            StateHasChanged();
        }
    }

    /// <summary>Events arrived. The view is rebuilt at most once a second; in between the browser moves the bars by itself.</summary>
    protected override Task OnStoreAsync() => !Pulse.Paused && _view.Build() ? AdvanceAsync() : Task.CompletedTask;

    /// <summary>A second has passed; it does not change the rows of a fixed range.</summary>
    protected override Task OnSecondAsync() => !Pulse.Paused && (_view.Build() || _view.Moves) ? AdvanceAsync() : Task.CompletedTask;

    private Task AdvanceAsync()
    {
        if (_view.Window.Motion != WindowMotion.Still || RangeMoves)
        {
            _view.Place();
        }

        // Charts are not redrawn while the range is being moved.
        _charted += _view.IsMoving ? 0 : 1;
        return ShowAsync(byUser: false);
    }

    protected override Task OnModeAsync() => DrawAsync();

    protected override async Task OnQueryChangedAsync()
    {
        // A changed selection, or a range only written into the URL, needs no new rows.
        var before = _queryKey;
        _queryKey = QueryKey();
        if (before != _queryKey)
        {
            _charted++;
            await DrawAsync();
        }
        else
        {
            StateHasChanged();
        }
    }

    private string QueryKey()
    {
        var window = _view.Window;
        return $"{Filter.Applied.Text} {_view.Options} {window.Motion} {(window.Motion == WindowMotion.Still ? window.FromNs : 0)} {window.SpanNs}";
    }

    /// <summary>Rebuilds the index if filter or options changed; a new range only needs a new layout.</summary>
    private Task DrawAsync()
    {
        _isPullPending = false;
        _charted += _view.BuildIfChanged() ? 1 : 0;
        _view.Place();
        _queryKey = QueryKey();
        return ShowAsync(byUser: true);
    }

    /// <summary>Sends all updates in one render; awaiting the browser in between would add a round trip per step.</summary>
    private async Task ShowAsync(bool byUser)
    {
        Count();
        ShowWindow();
        await (_grid?.PullAsync(byUser) ?? Task.CompletedTask);
        StateHasChanged();
    }

    /// <summary>
    /// Shows a new range immediately: text, axis and the existing bars. New rows are most of the work and follow later, so
    /// that a held key does not wait for them.
    /// </summary>
    private void OnMoved()
    {
        ShowWindow();
        _grid?.UpdateTicks();
        StateHasChanged();
        if (!_isPullPending)
        {
            _isPullPending = true;
            _rows?.Change(RowsAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void ShowWindow() => _ = Browser.SetTimelineAsync(_view.Window, _view.StartNs, _view.NowNs, _view.Moves).AsTask();

    private void OnSettled()
    {
        _view.Settle();
        _charted++;
        StateHasChanged();
    }

    private void Count()
    {
        _losses = _view.Losses;
        _counts = (_view.Layout.Matched, _view.Layout.Quiet, _view.Index.Count - _view.Index.Matched);
        _isEmpty = _view.Layout.Places.Count == 0;
    }

    private bool OnPulled()
    {
        if (_counts.Matched == _view.Layout.Matched)
        {
            return false;
        }

        Count();
        StateHasChanged();
        return true;
    }

    protected override async Task<bool> OnKeyAsync(string command)
    {
        var handled = command is "zoom-in" or "zoom-out" or "pan-left" or "pan-right" or "left" or "right" or "fit" or "all" or "follow" or "subtree" or "path";
        if (handled)
        {
            await CommandAsync(command);
        }

        return handled;
    }

    private async Task CommandAsync(string command)
    {
        var window = _view.Window;
        switch (command)
        {
            case "zoom-in" or "zoom-out":
                Move(window.Zoom(command == "zoom-in" ? ZoomStep : 1 / ZoomStep, window.FromNs + (window.SpanNs / 2)));
                break;
            case "pan-left" or "left":
                Move(window.Pan(-PanStep));
                break;
            case "pan-right" or "right":
                Move(window.Pan(PanStep));
                break;
            case "fit":
                _view.Fit();
                Settle(SettleAfter);
                await DrawAsync();
                break;
            case "all" or "follow":
                _view.Follow(command == "all" ? null : TimelineOptions.DefaultSpanNs);
                Settle(SettleAfter);
                await DrawAsync();
                break;
            case "subtree":
                var active = ActiveId();
                await ShowSubtreeAsync(_view.Options.ZoomRoot == active ? null : active);
                break;
            case "path":
                await ShowPathAsync(_view.Options.PathRoot is null ? _view.Options.ZoomRoot ?? ActiveId() : null);
                break;
        }
    }

    private void Move(TimelineWindow window)
    {
        _view.Move(window);
        Settle(SettleAfter);
        OnMoved();
    }

    private ProcessId? ActiveId() => _view.ActiveRow()?.Process?.Id;

    /// <summary>Debounces URL changes of a held key or a long drag; browsers limit how often a page may change its URL.</summary>
    private void Settle(TimeSpan after) => _settle?.Change(after, Timeout.InfiniteTimeSpan);

    private async Task ShowSubtreeAsync(ProcessId? root)
    {
        // Showing a subtree also shows its critical path.
        _view.Settle();
        Url.Set((TimelineOptions.Zoom, root?.ToString()), (TimelineOptions.Path, root?.ToString()));
        if (root is null)
        {
            _view.Follow(null);
        }
        else
        {
            _view.FitIndex();
            Settle(SettleAfter);
        }

        await DrawAsync();
    }

    private async Task ShowPathAsync(ProcessId? root)
    {
        Url.Set((TimelineOptions.Path, root?.ToString()));
        await DrawAsync();
    }

    private void Set(string name, string? value) => Url.Set((name, value));
}

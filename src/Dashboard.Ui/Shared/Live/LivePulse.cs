using System.Diagnostics;
using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Shared.Live;

/// <summary>
/// Schedules the pulls of a viewer's pages: immediately after a quiet period, then rate-limited by the cost of a pull,
/// and never while the page is hidden. One per viewer.
/// </summary>
/// <remarks>
/// The store signals on the ingest thread for every batch, so a signal only arms a timer. Handlers run on the timer's
/// thread and switch to their component's dispatcher with InvokeAsync; the next pull waits for them.
/// </remarks>
public sealed class LivePulse : IDisposable
{
    /// <summary>Minimum interval between pulls; a reader cannot follow faster updates.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Delay from the first event after a quiet period to its pull: one frame, so that a fork and the exec right after it
    /// are drawn together, not one interval apart.
    /// </summary>
    public static readonly TimeSpan GatherDelay = TimeSpan.FromMilliseconds(16);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A viewer may use at most 1/25 of the server's time, measured as wall time, which on a busy machine is about twice the
    /// CPU time.
    /// </summary>
    private const int RestFactor = 25;

    /// <summary>
    /// The browser measures about half of its cost, because inserting the rows into the DOM comes before. Factor 8 thus
    /// limits drawing to a quarter of its main thread's time.
    /// </summary>
    private const int DrawFactor = 8;

    private readonly Capture _capture;
    private readonly TimeProvider _time;
    private readonly ITimer _pull;
    private readonly ITimer _heartbeat;
    /// <summary>Reasons for an automatic pause; bounded by the reasons the pages use.</summary>
    private readonly HashSet<string> _holds = [];
    private bool _isPausedByUser;
    private long _seenVersion;
    private int _armed;
    private long _pulledAt;
    private TimeSpan _rest;
    private TimeSpan _lastCost;
    private TimeSpan _drawCost;
    private volatile bool _visible = true;
    private volatile bool _connected = true;

    public LivePulse(Capture capture, TimeProvider time)
    {
        _capture = capture;
        _time = time;
        _seenVersion = capture.Store.Version;
        _pull = time.CreateTimer(_ => _ = PullAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _heartbeat = time.CreateTimer(_ => _ = RaiseAsync(Second), null, Heartbeat, Heartbeat);
        capture.Store.Changed += OnStoreChanged;
    }

    /// <summary>The store has changed: pull the visible page. Not raised while paused.</summary>
    public event Func<Task>? Refresh;

    /// <summary>Raised once a second, for what changes without events: rates, expiring rows.</summary>
    public event Func<Task>? Second;

    /// <summary>Paused or resumed.</summary>
    public event Func<Task>? ModeChanged;

    /// <summary>The view is frozen while capture continues.</summary>
    public bool Paused => PausedAt is not null;

    /// <summary>The pause point; null while live.</summary>
    public PausePoint? PausedAt { get; private set; }

    /// <summary>The page is visible: its tab is in the foreground and its browser connected.</summary>
    public bool Watched => _visible && _connected;

    /// <summary>Number of events since the pause.</summary>
    public long Waiting => PausedAt is { } at ? _capture.Store.Read(view => view.Events.LastSeq) - at.LastSeq : 0;

    /// <summary>The displayed moment: the pause point, or now, or the last event where no other can follow.</summary>
    public long NowBootNs => PausedAt?.BootNs ?? _capture.NowBootNs;

    public Task TogglePauseAsync() => Paused ? ResumeAsync() : PauseAsync();

    public Task PauseAsync()
    {
        _isPausedByUser = true;
        return StopAsync();
    }

    /// <summary>
    /// Pauses while the user reads: a menu is open, text is selected, the list is scrolled away. No effect on a recording.
    /// </summary>
    public Task HoldAsync(string reason)
    {
        if (!_capture.IsLive)
        {
            return Task.CompletedTask;
        }

        _holds.Add(reason);
        return StopAsync();
    }

    /// <summary>Removes a reason. Resumes when no other is left and the user has not paused.</summary>
    public Task ReleaseAsync(string reason) => _holds.Remove(reason) && _holds.Count == 0 && !_isPausedByUser ? ResumeAsync() : Task.CompletedTask;

    private Task StopAsync()
    {
        if (Paused)
        {
            return Task.CompletedTask;
        }

        PausedAt = _capture.Store.Read(view => new PausePoint(_capture.NowBootNs, view.Events.LastSeq));
        return RaiseAsync(ModeChanged);
    }

    public async Task ResumeAsync()
    {
        if (!Paused)
        {
            return;
        }

        PausedAt = null;
        _isPausedByUser = false;
        _holds.Clear();
        await RaiseAsync(ModeChanged);
        await RaiseAsync(Refresh);
    }

    /// <summary>
    /// The tab became visible or hidden. A hidden page does not pull and has no heartbeat; it catches up when visible again.
    /// </summary>
    public Task ShowAsync(bool visible) => WatchAsync(visible, _connected);

    /// <summary>The connection was restored or lost; a lost one counts as a hidden tab.</summary>
    public Task ConnectAsync(bool connected) => WatchAsync(_visible, connected);

    /// <summary>Reports the browser's cost per draw; a slow browser is updated less often.</summary>
    public void SetDrawCost(TimeSpan cost) => _drawCost = cost;

    public void Dispose()
    {
        _capture.Store.Changed -= OnStoreChanged;
        _pull.Dispose();
        _heartbeat.Dispose();
    }

    private async Task WatchAsync(bool visible, bool connected)
    {
        var before = Watched;
        (_visible, _connected) = (visible, connected);
        if (Watched == before)
        {
            return;
        }

        var every = Watched ? Heartbeat : Timeout.InfiniteTimeSpan;
        _heartbeat.Change(every, every);
        if (Watched)
        {
            await RaiseAsync(Second);
            OnStoreChanged();
        }
    }

    private void OnStoreChanged()
    {
        if (Watched && !Paused && Interlocked.Exchange(ref _armed, 1) == 0)
        {
            var left = _rest - _time.GetElapsedTime(_pulledAt);
            _pull.Change(left > GatherDelay ? left : GatherDelay, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task PullAsync()
    {
        var version = _capture.Store.Version;
        if (version != _seenVersion && !Paused && Watched)
        {
            _seenVersion = version;
            _pulledAt = _time.GetTimestamp();
            var cost = await RaiseAsync(Refresh);

            // Use the smaller of the last two costs: a GC or JIT pause in one of them does not predict the next.
            var rest = (cost < _lastCost ? cost : _lastCost) * RestFactor;
            var drawRest = _drawCost * DrawFactor;
            _lastCost = cost;
            _rest = rest > drawRest ? rest : drawRest;
            _rest = _rest < MinInterval ? MinInterval : _rest > MaxInterval ? MaxInterval : _rest;
        }

        // Disarm last: a change during the pull arms the next one, here or in OnStoreChanged.
        Interlocked.Exchange(ref _armed, 0);
        if (_capture.Store.Version != version)
        {
            OnStoreChanged();
        }
    }

    /// <summary>
    /// Returns how long the handlers ran. Awaiting the browser does not count, so a slow network does not make a page
    /// expensive.
    /// </summary>
    private async Task<TimeSpan> RaiseAsync(Func<Task>? handlers)
    {
        var worked = TimeSpan.Zero;
        foreach (var handler in handlers?.GetInvocationList().Cast<Func<Task>>() ?? [])
        {
            try
            {
                var started = _time.GetTimestamp();
                var running = handler();
                worked += _time.GetElapsedTime(started);
                await running;
            }
            catch (Exception problem) when (problem is ObjectDisposedException or OperationCanceledException)
            {
                // The component was disposed between the signal and the call.
                Debug.WriteLine(problem);
            }
        }

        return worked;
    }
}

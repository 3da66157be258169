using System.Diagnostics;
using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Shared.Live;

/// <summary>
/// When a viewer's pages pull: at once after quiet, then not more often than a page can bear, and not at all while
/// nobody can see it. One per viewer.
/// </summary>
/// <remarks>
/// The store signals on the ingest thread for every batch, so a signal only arms a timer. Handlers run on the timer's
/// thread and go to their component's own dispatcher by InvokeAsync; the next pull waits until they are done.
/// </remarks>
public sealed class LivePulse : IDisposable
{
    /// <summary>From one pull to the next while events keep coming: as often as somebody can follow.</summary>
    public static readonly TimeSpan Quickest = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// From the first event after quiet to its pull, a frame of the screen: a fork and the exec that follows it within
    /// the millisecond are drawn as one, not the second of them a whole interval later.
    /// </summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(16);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A viewer may keep the server at work for a twenty-fifth of the time at the most, by the clock on the wall, which on
    /// a busy machine is about twice the time on a CPU.
    /// </summary>
    private const int RestFactor = 25;

    /// <summary>
    /// What the browser tells is what it can measure, about a half: putting the rows into the page goes before. So its main
    /// thread is busy with drawing for a quarter of the time at the most.
    /// </summary>
    private const int DrawFactor = 8;

    private readonly Capture _capture;
    private readonly TimeProvider _time;
    private readonly ITimer _pull;
    private readonly ITimer _heartbeat;
    /// <summary>Why the view stands still without having been told to; bounded by the reasons that the pages have.</summary>
    private readonly HashSet<string> _holds = [];
    private bool _asked;
    private long _seenVersion;
    private int _armed;
    private long _pulledAt;
    private TimeSpan _rest;
    private TimeSpan _worked;
    private TimeSpan _draws;
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

    /// <summary>Once a second, for what changes by itself: rates, rows that have lingered long enough.</summary>
    public event Func<Task>? Second;

    /// <summary>Paused or resumed.</summary>
    public event Func<Task>? ModeChanged;

    /// <summary>The view stands still while capture goes on.</summary>
    public bool Paused => PausedAt is not null;

    /// <summary>Where the view stands still; null while it follows.</summary>
    public PausePoint? PausedAt { get; private set; }

    /// <summary>Somebody can see the page: its tab is in front, and its browser answers.</summary>
    public bool Watched => _visible && _connected;

    /// <summary>Events that came since the pause.</summary>
    public long Waiting => PausedAt is { } at ? _capture.Store.Read(view => view.Events.LastSeq) - at.LastSeq : 0;

    /// <summary>The moment that pages show: the pause's while paused, else now.</summary>
    public long NowBootNs => PausedAt?.BootNs ?? _capture.Store.Clock.NowBootNs;

    public Task TogglePauseAsync() => Paused ? ResumeAsync() : PauseAsync();

    public Task PauseAsync()
    {
        _asked = true;
        return StopAsync();
    }

    /// <summary>
    /// Stands still for as long as somebody reads: a menu is open, text is selected, the list was scrolled away. A
    /// recording stands still anyway.
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

    /// <summary>That reason is gone. The view goes on when there is no other, and nobody has paused it.</summary>
    public Task ReleaseAsync(string reason) => _holds.Remove(reason) && _holds.Count == 0 && !_asked ? ResumeAsync() : Task.CompletedTask;

    private Task StopAsync()
    {
        if (Paused)
        {
            return Task.CompletedTask;
        }

        PausedAt = _capture.Store.Read(view => new PausePoint(view.Clock.NowBootNs, view.Events.LastSeq));
        return RaiseAsync(ModeChanged);
    }

    public async Task ResumeAsync()
    {
        if (!Paused)
        {
            return;
        }

        PausedAt = null;
        _asked = false;
        _holds.Clear();
        await RaiseAsync(ModeChanged);
        await RaiseAsync(Refresh);
    }

    /// <summary>
    /// The tab came to the front, or went behind another. A page that nobody can see pulls nothing and has no heartbeat;
    /// it catches up at once when it is seen again.
    /// </summary>
    public Task ShowAsync(bool visible) => WatchAsync(visible, _connected);

    /// <summary>The browser answers, or does so no more: the same as a tab that is hidden.</summary>
    public Task ConnectAsync(bool connected) => WatchAsync(_visible, connected);

    /// <summary>What a drawing costs the browser: one that can hardly draw a page gets it less often.</summary>
    public void DrawsIn(TimeSpan cost) => _draws = cost;

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
            _pull.Change(left > Gather ? left : Gather, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task PullAsync()
    {
        var version = _capture.Store.Version;
        if (version != _seenVersion && !Paused && Watched)
        {
            _seenVersion = version;
            _pulledAt = _time.GetTimestamp();
            var worked = await RaiseAsync(Refresh);

            // The less of the last two: one that a collection or the compiler has held up says nothing of the next.
            var rest = (worked < _worked ? worked : _worked) * RestFactor;
            var draws = _draws * DrawFactor;
            _worked = worked;
            _rest = rest > draws ? rest : draws;
            _rest = _rest < Quickest ? Quickest : _rest > Slowest ? Slowest : _rest;
        }

        // Disarmed last: whatever came during the pull arms the next one, here or in the signal.
        Interlocked.Exchange(ref _armed, 0);
        if (_capture.Store.Version != version)
        {
            OnStoreChanged();
        }
    }

    /// <summary>
    /// Answers how long the handlers worked. What they waited for, an answer of the browser, is not work: a page that is
    /// far away is not a costly one.
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
                // The component went away between the signal and its turn.
                Debug.WriteLine(problem);
            }
        }

        return worked;
    }
}

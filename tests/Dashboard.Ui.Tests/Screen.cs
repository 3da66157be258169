using Bunit;
using Bunit.TestDoubles;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Ui.Tests;

/// <summary>Base class of page tests: a capture written by the test and a manual clock.</summary>
public abstract class Screen : BunitContext
{
    private readonly Lazy<Capture> _capture;

    protected Screen()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _capture = new Lazy<Capture>(NewCapture);
        Services.AddUi();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IInspection>(Inspection);
        Services.AddSingleton(_ => _capture.Value);
    }

    private protected Story Story { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new Timestamp(Story.EpochUnixNs + 1_000_000_000).ToDateTimeOffset());

    /// <summary>Set before the first use: the page shows a recording with this notice.</summary>
    protected CaptureNotice? Notice { get; init; }

    private protected FakeInspection Inspection { get; } = new();

    /// <summary>Modifies the source's status; set before or between readings.</summary>
    private protected Func<FeedStatus, FeedStatus> Source { get; set; } = status => status;

    /// <summary>Set before the first use: the active kernel filter.</summary>
    protected KernelFilter? KernelFilter { get; init; }

    /// <summary>Set before the first use: the capture is that of "dashboard run".</summary>
    protected bool OfOneCommand { get; set; }

    /// <summary>Set before the first use: reads live processes.</summary>
    protected IProcessReader? Readings { get; init; }

    /// <summary>Set before the first use: reads CPU and memory of live processes.</summary>
    protected IUsageReader? UsageReader { get; init; }

    /// <summary>Set before the first use: who started the dashboard.</summary>
    protected MachineUser? StartedBy { get; set; }

    /// <summary>Set before the first use: limits of the store.</summary>
    protected CaptureLimits? Limits { get; init; }

    protected Capture Capture => _capture.Value;

    protected string Uri => Services.GetRequiredService<NavigationManager>().Uri;

    protected T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Navigates to an address before the first render.</summary>
    protected void Open(string address) => Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);

    /// <summary>Applies the story's events to the store and sets the clock to its end.</summary>
    protected void Happen()
    {
        var events = Story.Take();
        Time.SetUtcNow(new Timestamp(Math.Max(Story.EpochUnixNs + Story.NowNs, Timestamp.From(Time.GetUtcNow()).UnixNs)).ToDateTimeOffset());
        Capture.Store.Apply(events);
    }

    /// <summary>Advances the clock, so that the page pulls and its heartbeat runs.</summary>
    protected void Tick(double seconds = 1) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Opens a details element; the browser reports this only by the toggle event.</summary>
    protected static void Unfold(IRenderedComponent<IComponent> page)
    {
        for (var i = 0; i < page.FindAll("details").Count; i++)
        {
            page.FindAll("details")[i].TriggerEvent("ontoggle", EventArgs.Empty);
        }
    }

    /// <summary>init, a shell under it, and the shell's id.</summary>
    protected ProcessId Shell()
    {
        var init = Story.Snapshot(1, "systemd", null, "/usr/lib/systemd/systemd");
        return Story.Snapshot(200, "bash", init, "/usr/bin/bash");
    }

    private Capture NewCapture()
    {
        var clock = new CaptureClock(Story.EpochUnixNs, Notice is null ? () => Timestamp.From(Time.GetUtcNow()).UnixNs - Story.EpochUnixNs : null);
        var status = new FeedStatus
        {
            Source = Notice is null ? FeedSource.Bpf : FeedSource.Replay,
            AttachedAt = new Timestamp(Story.EpochUnixNs),
            BootEpochUnixNs = Story.EpochUnixNs,
            Filter = KernelFilter,
            PidMax = 32_768,
        };
        return new Capture(new LifecycleStore(clock, Limits, OfOneCommand ? 200 : null), () => Source(status), Notice) { MeasureCost = _ => Inspection.Measurements++, Command = OfOneCommand ? new OneCommand("make", 200) : null, Readings = Readings, StartedBy = StartedBy, Usage = UsageReader is null ? null : new UsageSampler(UsageReader, Time) };
    }
}

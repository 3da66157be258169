using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Hosting.Memory;
using Dashboard.Server.Ingest;
using Dashboard.Tracing.Proc;

namespace Dashboard.Server.Hosting;

/// <summary>An opened feed, with the notice when it is not the one that was asked for.</summary>
internal sealed record CaptureSource(IEventFeed Feed, CaptureNotice? Notice) : IAsyncDisposable
{
    /// <summary>More than run on any machine at one time; a recording may hold births without end.</summary>
    internal const int MaxLiveOfRecording = 200_000;

    // One would like to see all of a recording.
    private static readonly CaptureLimits ReplayLimits = new()
    {
        Events = 1_000_000,
        ExitedProcesses = 1_000_000,
        LiveProcesses = MaxLiveOfRecording,
    };

    /// <summary>One that stays within a plan.</summary>
    /// <param name="withEnvironment">Environments of live processes are shown, redacted.</param>
    public Capture NewCapture(MemoryPlan plan, bool withEnvironment)
    {
        var usual = Feed.Status.Source == FeedSources.Replay ? ReplayLimits : new CaptureLimits();
        return NewCapture(usual with { MemoryBytes = plan.Budget }) with
        {
            Memory = new MemorySetting(plan.Source, plan.Base),
            Readings = Feed.Status.Source == FeedSources.Replay ? null : new ProcProcessReader(TimeProvider.System) { WithEnvironment = withEnvironment },
        };
    }

    /// <param name="limits">Of a live capture; null for the usual.</param>
    public Capture NewCapture(CaptureLimits? limits = null)
    {
        var status = Feed.Status;
        var isReplay = status.Source == FeedSources.Replay;
        var clock = new CaptureClock(status.BootEpochUnixNs, isReplay ? null : () => Feed.NowBootNs ?? 0);
        return new Capture(new LifecycleStore(clock, limits ?? (isReplay ? ReplayLimits : null)), () => Feed.Status, Notice) { MeasureCost = Feed.MeasureCost };
    }

    public ValueTask DisposeAsync() => Feed.DisposeAsync();
}

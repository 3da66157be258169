using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Core.Redaction;
using Dashboard.Server.Hosting.Memory;
using Dashboard.Server.Ingest;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Proc;

namespace Dashboard.Server.Hosting;

/// <summary>An open feed; with a notice when it replaces the requested one.</summary>
internal sealed record CaptureSource(IEventFeed Feed, CaptureNotice? Notice) : IAsyncDisposable
{
    /// <summary>More than any machine runs at one time; a recording may contain any number of births.</summary>
    internal const int MaxLiveOfRecording = 200_000;

    // High limits, because a recording should be shown completely.
    private static readonly CaptureLimits ReplayLimits = new()
    {
        Events = 1_000_000,
        ExitedProcesses = 1_000_000,
        LiveProcesses = MaxLiveOfRecording,
    };

    /// <summary>A capture that stays within a plan.</summary>
    /// <param name="withEnvironment">True to show environments of live processes, redacted.</param>
    /// <param name="redaction">What the feed takes out of arguments.</param>
    /// <param name="command">The command of `dashboard run`; null without one.</param>
    public Capture NewCapture(MemoryPlan plan, bool withEnvironment, RedactionRules redaction, OneCommand? command = null)
    {
        var isReplay = Feed.Status.Source == FeedSource.Replay;
        var usual = isReplay ? ReplayLimits : new CaptureLimits();
        return NewCapture(usual with { MemoryBytes = plan.Budget }, command) with
        {
            Redaction = redaction,
            Memory = new MemorySetting(plan.Source, plan.Base),
            Readings = isReplay ? null : new ProcProcessReader(TimeProvider.System) { WithEnvironment = withEnvironment, Redaction = redaction },
            Usage = isReplay ? null : new UsageSampler(new ProcUsageReader(), TimeProvider.System),
            StartedBy = isReplay ? null : StartingUser.Find(),
        };
    }

    /// <param name="limits">For a live capture; null for the default.</param>
    public Capture NewCapture(CaptureLimits? limits = null, OneCommand? command = null)
    {
        var status = Feed.Status;
        var isReplay = status.Source == FeedSource.Replay;
        var clock = new CaptureClock(status.BootEpochUnixNs, isReplay ? null : () => Feed.NowBootNs ?? 0);
        return new Capture(new LifecycleStore(clock, limits ?? (isReplay ? ReplayLimits : null), command?.Pid), () => Feed.Status, Notice)
        {
            MeasureCost = Feed.MeasureCost,
            Command = command,
        };
    }

    public ValueTask DisposeAsync() => Feed.DisposeAsync();
}

namespace Dashboard.Ui.Shared.Url;

/// <summary>The visible range of the timeline, on the boot clock.</summary>
public readonly record struct TimelineWindow(long FromNs, long ToNs, WindowMotion Motion)
{
    /// <summary>Minimum span: shorter ones show nothing, because fork and exec take longer.</summary>
    public const long MinNs = 10_000;

    public long SpanNs => ToNs - FromNs;

    /// <summary>Zooms in (factor below 1) or out around a fixed time.</summary>
    public TimelineWindow Zoom(double factor, long aroundNs)
    {
        var span = Math.Max(MinNs, SpanNs * factor);
        var share = (aroundNs - FromNs) / (double)Math.Max(1, SpanNs);
        var from = aroundNs - (long)(span * share);
        return new TimelineWindow(from, from + (long)span, WindowMotion.Still);
    }

    public TimelineWindow Pan(double share)
    {
        var by = (long)(SpanNs * share);
        return new TimelineWindow(FromNs + by, ToNs + by, WindowMotion.Still);
    }

    /// <summary>Clamps to the captured time plus a small margin.</summary>
    public TimelineWindow Within(long startNs, long nowNs)
    {
        var margin = Math.Max(MinNs, (nowNs - startNs) / 20);
        var span = Math.Clamp(SpanNs, MinNs, nowNs - startNs + (2 * margin));
        var from = Math.Clamp(FromNs, startNs - margin, nowNs + margin - span);
        return new TimelineWindow(from, from + span, Motion);
    }
}

namespace Dashboard.Ui.Shared.Url;

/// <summary>The visible range of the timeline, on the boot clock.</summary>
public readonly record struct TimelineWindow(long FromNs, long ToNs, WindowMotion Motion)
{
    /// <summary>Nearer than this there is nothing to see: the kernel's own steps take longer.</summary>
    public const long LeastNs = 10_000;

    public long SpanNs => ToNs - FromNs;

    /// <summary>Nearer (below 1) or farther, around a moment that stays where it is.</summary>
    public TimelineWindow Zoom(double factor, long aroundNs)
    {
        var span = Math.Max(LeastNs, SpanNs * factor);
        var share = (aroundNs - FromNs) / (double)Math.Max(1, SpanNs);
        var from = aroundNs - (long)(span * share);
        return new TimelineWindow(from, from + (long)span, WindowMotion.Still);
    }

    public TimelineWindow Pan(double share)
    {
        var by = (long)(SpanNs * share);
        return new TimelineWindow(FromNs + by, ToNs + by, WindowMotion.Still);
    }

    /// <summary>Not beyond what was captured by more than a little air.</summary>
    public TimelineWindow Within(long startNs, long nowNs)
    {
        var air = Math.Max(LeastNs, (nowNs - startNs) / 20);
        var span = Math.Clamp(SpanNs, LeastNs, nowNs - startNs + (2 * air));
        var from = Math.Clamp(FromNs, startNs - air, nowNs + air - span);
        return new TimelineWindow(from, from + span, Motion);
    }
}

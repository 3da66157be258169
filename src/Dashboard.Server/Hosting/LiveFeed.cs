using Dashboard.Core.Feeds;

namespace Dashboard.Server.Hosting;

/// <summary>Opens the tracer of this machine.</summary>
internal static class LiveFeed
{
    /// <param name="ringBytes">Size of the ring buffer; null for the usual.</param>
    /// <exception cref="LiveFeedException">The machine cannot be traced, with what to do about it.</exception>
    public static IEventFeed Open(int? ringBytes)
        => throw new LiveFeedException(new CaptureNotice("This build has no tracer.", "Merge it."));
}

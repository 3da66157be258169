using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf;

namespace Dashboard.Server.Hosting;

/// <summary>Opens the tracer of this machine.</summary>
internal static class LiveFeed
{
    /// <param name="ringBytes">Size of the ring buffer; null for the usual.</param>
    /// <exception cref="LiveFeedException">The machine cannot be traced, with what to do about it.</exception>
    public static IEventFeed Open(int? ringBytes)
    {
        try
        {
            return BpfEventSource.Open(ringBytes is { } bytes ? new BpfSourceOptions { RingBytes = bytes } : null);
        }
        catch (TracingUnavailableException problem)
        {
            throw new LiveFeedException(problem.Message, new CaptureNotice(problem.Problem, problem.Fix), problem);
        }
    }
}

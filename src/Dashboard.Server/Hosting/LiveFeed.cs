using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;

namespace Dashboard.Server.Hosting;

/// <summary>Opens the tracer of this machine.</summary>
internal static class LiveFeed
{
    /// <param name="ringBytes">Size of the ring buffer; null for the usual.</param>
    /// <param name="filter">What the kernel is asked to leave out; null for nothing.</param>
    /// <param name="queueBytes">Of the queue between the reader of the ring and the store; null for the usual.</param>
    /// <exception cref="LiveFeedException">The machine cannot be traced, with what to do about it.</exception>
    public static IEventFeed Open(int? ringBytes, KernelFilter? filter = null, long? queueBytes = null)
    {
        try
        {
            var options = new BpfSourceOptions { RingBytes = ringBytes ?? BpfSourceOptions.DefaultRingBytes, Filter = filter };
            return BpfEventSource.Open(queueBytes is { } bytes ? options with { Batches = (int)(bytes / BpfSourceOptions.BatchBytes) } : options);
        }
        catch (TracingUnavailableException problem)
        {
            throw new LiveFeedException(problem.Message, new CaptureNotice(problem.Problem, problem.Fix), problem);
        }
    }
}

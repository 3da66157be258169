using Dashboard.Core.Feeds;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;

namespace Dashboard.Server.Hosting;

/// <summary>Opens the tracer of this machine.</summary>
internal static class LiveFeed
{
    /// <param name="ringBytes">Size of the ring buffer; null for the default.</param>
    /// <param name="filter">Filter applied in the kernel; null for none.</param>
    /// <param name="queueBytes">Size of the queue between the ring's reader and the store; null for the default.</param>
    /// <param name="redaction">What is a secret in arguments; null for the default.</param>
    /// <exception cref="LiveFeedException">The machine cannot be traced; contains the fix.</exception>
    public static IEventFeed Open(int? ringBytes, KernelFilter? filter = null, long? queueBytes = null, RedactionRules? redaction = null)
    {
        try
        {
            var options = new BpfSourceOptions { RingBytes = ringBytes ?? BpfSourceOptions.DefaultRingBytes, Filter = filter, Redaction = redaction ?? RedactionRules.Default };
            return BpfEventSource.Open(queueBytes is { } bytes ? options with { Batches = (int)(bytes / BpfSourceOptions.BatchBytes) } : options);
        }
        catch (TracingUnavailableException problem)
        {
            throw new LiveFeedException(problem.Message, new CaptureNotice(problem.Problem, problem.Fix), problem);
        }
    }
}

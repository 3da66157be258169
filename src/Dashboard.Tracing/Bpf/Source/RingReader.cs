using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>
/// The thread that empties the ring buffer. It only copies batches into native memory and does not return to .NET until it
/// is stopped, so that decoding, a slow consumer or a garbage collection cannot delay it.
/// </summary>
/// <remarks>
/// When all batches are in use it pauses, and the ring is the last buffer: the kernel side counts the records that do not
/// fit exactly, as "ring full". Taking records only to discard them would lose as many and cost more, so the stages
/// in between have no losses of their own.
/// </remarks>
internal sealed class RingReader : IDisposable
{
    /// <summary>Sleep without records. The next record wakes the thread (lifecycle.h); the timeout is only a safeguard.</summary>
    private const int LongestSleepMs = 1000;

    /// <summary>Used where a real-time priority is refused, as in some containers.</summary>
    private const int Niceness = -10;

    private readonly Tracer _tracer;
    private readonly Thread _thread;
    private volatile int _threadId;

    public RingReader(Tracer tracer, int maxBatches, int longestSleepMs = LongestSleepMs)
    {
        _tracer = tracer;
        _thread = new Thread(() => Run(maxBatches, longestSleepMs)) { Name = "lifecycle-reader", IsBackground = true };
    }

    /// <summary>From gettid; 0 before the thread runs.</summary>
    public int ThreadId => _threadId;

    /// <summary>CPU time of the thread from the scheduler; null before it runs and after it has ended.</summary>
    public long? CpuNs => ThreadCpu.ReadNs(_threadId);

    public void Start() => _thread.Start();

    /// <summary>Batches that were already taken are still delivered.</summary>
    public void Stop() => _tracer.Stop();

    /// <summary>Also waits for the thread's end.</summary>
    public void Dispose()
    {
        Stop();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void Run(int maxBatches, int longestSleepMs)
    {
        _threadId = LibC.GetThreadId();
        // When all CPUs are busy, the thread that empties the ring must run before the processes that fill it. A nice value
        // counts only within one session or cgroup, a real-time priority everywhere.
        if (!Priorities.SetRealTime(_threadId))
        {
            Priorities.SetNice(_threadId, Niceness);
        }

        try
        {
            _tracer.Read(maxBatches, longestSleepMs);
        }
        catch (TracingUnavailableException)
        {
            // The next Take throws the same exception.
        }
    }
}

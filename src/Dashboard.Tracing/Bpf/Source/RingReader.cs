using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>
/// The one thread that empties the ring buffer. It only copies batches into memory of the native library and does not
/// come back to .NET before it is stopped, so that neither decoding, nor a slow reader, nor a collection of garbage
/// makes it late.
/// </summary>
/// <remarks>
/// When all batches are taken it stops, and the ring itself is the last buffer: what then finds no room is counted by
/// the kernel side, exactly, as "ring full". Taking records only to throw them away would lose as much and cost more,
/// so what is between has no losses of its own.
/// </remarks>
internal sealed class RingReader : IDisposable
{
    /// <summary>When nothing comes: the next record wakes, see lifecycle.h, and a look a second is for what nobody has thought of.</summary>
    private const int LongestSleepMs = 1000;

    /// <summary>Where a real-time priority is refused, as in some containers.</summary>
    private const int Niceness = -10;

    private readonly Tracer _tracer;
    private readonly Thread _thread;
    private volatile int _threadId;

    public RingReader(Tracer tracer, int maxBatches, int longestSleepMs = LongestSleepMs)
    {
        _tracer = tracer;
        _thread = new Thread(() => Run(maxBatches, longestSleepMs)) { Name = "lifecycle-reader", IsBackground = true };
    }

    /// <summary>By gettid; 0 before it runs.</summary>
    public int ThreadId => _threadId;

    /// <summary>CPU time of the thread, by the scheduler; null before it runs and after it has ended.</summary>
    public long? CpuNs => ThreadCpu.ReadNs(_threadId);

    public void Start() => _thread.Start();

    /// <summary>What it took is still handed out.</summary>
    public void Stop() => _tracer.Stop();

    /// <summary>After <see cref="Stop"/>, or whatever ended it.</summary>
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
        // On a machine whose CPUs are all taken, who empties the ring comes before who fills it; in whatever session or
        // cgroup that is, and a nice value counts within one only.
        if (!LibC.PreferToAll(_threadId))
        {
            LibC.Prefer(_threadId, Niceness);
        }

        try
        {
            _tracer.Read(maxBatches, longestSleepMs);
        }
        catch (TracingUnavailableException)
        {
            // Whoever takes the next batch is told the same.
        }
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// The one thread that empties the ring buffer. It only copies batches into buffers that exist already, so that
/// neither decoding nor a slow reader makes it late.
/// </summary>
/// <remarks>
/// When all buffers are full it stops taking, and the ring itself is the last buffer: what then finds no room is
/// counted by the kernel side, exactly, as "ring full". Taking records only to throw them away would lose as much and
/// cost more, so the channel has no losses of its own.
/// </remarks>
internal sealed class RingReader : IDisposable
{
    private const int BufferBytes = 256 << 10;

    /// <summary>Those beyond go when it is quiet again.</summary>
    private const int KeptBuffers = 4;

    /// <summary>
    /// While events come: at most so many wake-ups a second, whatever the number of events. Twice this is the age that an
    /// event may have here; a page is drawn 20 times a second.
    /// </summary>
    private const int BusyTimeoutMs = 4;

    /// <summary>
    /// When nothing comes: the next record wakes, see lifecycle.h, and a look a second is for what nobody has thought of.
    /// </summary>
    private const int UntilWokenMs = -1000;

    /// <summary>
    /// On a machine whose CPUs are all taken: who empties the ring comes before who fills it.
    /// </summary>
    private const int Niceness = -10;

    private readonly Tracer _tracer;
    private readonly Thread _thread;
    private readonly Channel<Batch> _filled = Channel.CreateUnbounded<Batch>(new() { SingleReader = true, SingleWriter = true });

    /// <summary>Bounded by the number of buffers: each is here, or filled, or in the reader's hand.</summary>
    private readonly BlockingCollection<byte[]> _free = [];

    private readonly int _maxBuffers;
    private int _buffers;
    private volatile bool _stopping;
    private volatile int _threadId;
    private long _emptyPolls;

    public RingReader(Tracer tracer, int maxBuffers)
    {
        _tracer = tracer;
        _maxBuffers = maxBuffers;
        _thread = new Thread(Run) { Name = "lifecycle-reader", IsBackground = true };
    }

    /// <summary>Batches in order; ends with the reader. Give each back.</summary>
    public ChannelReader<Batch> Filled => _filled.Reader;

    /// <summary>How often the ring was found empty. What was taken before has been written to <see cref="Filled"/>.</summary>
    public long EmptyPolls => Interlocked.Read(ref _emptyPolls);

    /// <summary>CPU time of the thread, by the scheduler; null before it runs and after it has ended.</summary>
    public long? CpuNs => ThreadCpu.ReadNs(_threadId);

    public void Start() => _thread.Start();

    /// <summary>Makes a reader that waits for the kernel look at the ring.</summary>
    public void Look() => _tracer.Wake();

    public void Return(Batch batch)
    {
        // After Dispose the rest is still handed out, and nobody needs the buffers any more.
        if (!_stopping)
        {
            _free.Add(batch.Buffer);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        // Wakes a reader that waits for a buffer, and one that waits for the kernel.
        _free.Add([]);
        _tracer.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        _threadId = LibC.GetThreadId();
        // Where it is not allowed the reader stands in the queue like all others, and the ring is what helps.
        LibC.Prefer(_threadId, Niceness);
        try
        {
            Read();
            _filled.Writer.TryComplete();
        }
        catch (Exception problem)
        {
            _filled.Writer.TryComplete(problem);
        }
    }

    private void Read()
    {
        var timeoutMs = UntilWokenMs;
        while (!_stopping)
        {
            var buffer = TakeBuffer();
            var length = 0;
            var quiet = false;
            while (!_stopping && (length = _tracer.Poll(buffer, timeoutMs)) == 0)
            {
                Interlocked.Increment(ref _emptyPolls);
                if (quiet)
                {
                    DropSpareBuffers();
                }

                // The first such wait is short, see lifecycle.h; after the second one nothing has come for a second.
                quiet = timeoutMs == UntilWokenMs;
                timeoutMs = UntilWokenMs;
            }

            if (length > 0)
            {
                // A batch that nearly fills its buffer means that more is waiting.
                timeoutMs = length > BufferBytes / 2 ? 0 : BusyTimeoutMs;
                _filled.Writer.TryWrite(new Batch(buffer, length));
            }
        }
    }

    /// <summary>Made when a storm asks for it: a quiet machine gets by with a few.</summary>
    private byte[] TakeBuffer()
    {
        if (_free.TryTake(out var buffer) || _buffers == _maxBuffers)
        {
            return buffer ?? _free.Take();
        }

        _buffers++;
        // Pinned: the collector never moves what the kernel side is copied into.
        return GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    }

    private void DropSpareBuffers()
    {
        while (_buffers > KeptBuffers && _free.TryTake(out _))
        {
            _buffers--;
        }
    }

    /// <summary>Whole records, from the start of the buffer.</summary>
    internal readonly record struct Batch(byte[] Buffer, int Length)
    {
        public ReadOnlySpan<byte> Records => Buffer.AsSpan(0, Length);
    }
}

using System.Runtime.CompilerServices;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Bpf;

/// <summary>The live kernel of this machine.</summary>
public sealed class BpfEventSource : IEventFeed
{
    /// <summary>Batches that wait are joined up to this many events: one lock and one signal for all of them.</summary>
    private const int MaxEventsPerBatch = 8192;

    private static readonly TimeSpan HeldBackInterval = TimeSpan.FromMilliseconds(100);

    private readonly Tracer _tracer;
    private readonly RingReader _reader;
    private readonly RecordDecoder _decoder;
    private readonly LossWatch _losses = new();
    private readonly FeedStatus _facts;

    /// <summary>Guards the tracer against being asked for its status while it is closed.</summary>
    private readonly Lock _closing = new();

    private FeedStatus? _lastStatus;
    private long _missedRuns;
    private long _missedRunsReadAtMs;

    private BpfEventSource(Tracer tracer, int buffers, TimeProvider time)
    {
        _tracer = tracer;
        var epoch = MachineFacts.BootEpochUnixNs(time);
        _decoder = new RecordDecoder(epoch);
        _reader = new RingReader(tracer, buffers);
        _facts = new FeedStatus
        {
            Source = "bpf",
            Kernel = MachineFacts.Kernel,
            BootId = MachineFacts.BootId,
            AttachedAt = Timestamp.From(time.GetUtcNow()),
            BootEpochUnixNs = epoch,
        };
    }

    /// <summary>Execs that were entered and have not ended.</summary>
    internal long PendingExecs => _tracer.Stats().AttemptsPending;

    public FeedStatus Status
    {
        get
        {
            lock (_closing)
            {
                return _lastStatus ?? ReadStatus();
            }
        }
    }

    /// <summary>Loads and attaches the probes. From then on nothing is missed, also before the first batch is asked for.</summary>
    /// <exception cref="TracingUnavailableException">In one sentence: what is missing, what stops working, how to fix it.</exception>
    public static BpfEventSource Open(BpfSourceOptions? options = null, TimeProvider? time = null)
    {
        options ??= new BpfSourceOptions();
        var tracer = Tracer.Open(options);
        try
        {
            tracer.Attach();
            var source = new BpfEventSource(tracer, options.Buffers, time ?? TimeProvider.System);
            source._reader.Start();
            return source;
        }
        catch
        {
            tracer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The snapshot first. It is taken while the ring is already filling, so a process can be in both: merge by id.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatchesAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new ProcSnapshot(_tracer, _decoder).Take();
        while (await WaitAsync(cancellation))
        {
            var events = new List<LifecycleEvent>();
            while (events.Count < MaxEventsPerBatch && _reader.Filled.TryRead(out var batch))
            {
                _decoder.Decode(batch.Records, events);
                _reader.Return(batch);
            }

            _decoder.TellLate(LibC.BootTimeNs(), events);
            TellLosses(events);
            if (events.Count > 0)
            {
                yield return events;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_closing)
        {
            if (_lastStatus is null)
            {
                _lastStatus = ReadStatus() with { Ended = true };
                _reader.Dispose();
                _tracer.Dispose();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Until there are records, or until something that is held back may be told. False at the end.</summary>
    private async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        var wait = _reader.Filled.WaitToReadAsync(cancellation);
        if (wait.IsCompleted || !_decoder.HoldsBack)
        {
            return await wait;
        }

        var more = wait.AsTask();
        await Task.WhenAny(more, Task.Delay(HeldBackInterval, cancellation));
        return !more.IsCompleted || await more;
    }

    private void TellLosses(List<LifecycleEvent> events)
    {
        lock (_closing)
        {
            if (_lastStatus is null && events.Count > 0)
            {
                var last = events[^1];
                _losses.Check(_tracer.Stats(), _decoder.Missing, MissedRuns(), last.Time, last.BootNs, events);
            }
        }
    }

    private long MissedRuns()
    {
        var nowMs = Environment.TickCount64;
        if (nowMs - _missedRunsReadAtMs >= 1000)
        {
            _missedRuns = _tracer.MissedRuns();
            _missedRunsReadAtMs = nowMs;
        }

        return _missedRuns;
    }

    private FeedStatus ReadStatus()
    {
        var stats = _tracer.Stats();
        return _facts with
        {
            Lost = LossWatch.Totals(stats, _decoder.Missing, MissedRuns()),
            Ring = new RingStatus((long)stats.RingBytes, (long)stats.RingUsedBytes),
            Probes = _tracer.Probes(),
        };
    }
}

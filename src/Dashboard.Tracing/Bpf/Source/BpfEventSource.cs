using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Host;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>The live kernel of this machine.</summary>
public sealed class BpfEventSource : IEventFeed
{
    /// <summary>Milliseconds to wait for records before late reaps and losses without a following record are reported.</summary>
    private const int TickMs = 100;

    /// <summary>The timeout when nothing is pending and no event has come for this long.</summary>
    private const int QuietTickMs = 1000;

    /// <summary>EPERM.</summary>
    private const int NotPermitted = 1;

    private readonly Tracer _tracer;
    private readonly RingReader _reader;
    private readonly RecordDecoder _decoder;
    private readonly BatchJoiner _joiner;
    private readonly LossReporter _losses;
    private readonly LossRepair _repair = new();
    private readonly ProcSnapshot _snapshot;
    private readonly FeedStatus _facts;
    private readonly CostLease _cost;
    private readonly ClockWatch _clock = new(ClockReading.Take);

    /// <summary>Keeps the tracer open while its status is read, and open or closed for a whole batch.</summary>
    private readonly Lock _closing = new();

    /// <summary>Reused for all batches. Bounded by <see cref="BatchJoiner"/>.</summary>
    private readonly List<LifecycleEvent> _events = [];

    /// <summary>The list holds events that were not delivered, because memory ran out while it was filled.</summary>
    private bool _isPending;

    /// <summary>The next read starts with a snapshot: it is the first, or the consumer may have lost its process table.</summary>
    private bool _isSnapshotDue = true;
    private bool _isRead;

    private FeedStatus? _lastStatus;

    private BpfEventSource(Tracer tracer, long openedNs, long attachedNs, int maxBatches, KernelFilter? filter, RedactionRules? redaction, TimeProvider time)
    {
        _tracer = tracer;
        _losses = new LossReporter(tracer, _clock.Wall, openedNs);
        var probes = tracer.Probes();
        // One for the decoder and the snapshot: both are used by the thread that reads batches.
        var redactor = redaction is null ? null : Redactor.For(redaction);
        _decoder = new RecordDecoder(_clock.Wall, redactor) { UnseenEnds = UnseenEnds(probes), Sequences = new SequenceWatch { Continues = tracer.Continues } };
        var batches = new ClockedBatches(Take, _clock, _events.Add);
        _joiner = new BatchJoiner(batches.Take, tracer.Return, _decoder);
        _reader = new RingReader(tracer, maxBatches);
        _cost = new CostLease(tracer.Measure, time);
        _snapshot = new ProcSnapshot(tracer, _decoder, filter is not null, redactor);
        _facts = new FeedStatus
        {
            Source = FeedSource.Bpf,
            Kernel = MachineFacts.Kernel,
            BootId = MachineFacts.BootId,
            PidMax = MachineFacts.PidMax,
            AttachedAt = _clock.Wall.ToTimestamp(attachedNs),
            BootEpochUnixNs = _clock.Wall.OffsetNs,
            Filter = filter,
            Limits = Limits.Of(probes, Tracer.Table(), Tracer.LoadLog(), new Machine(), RuntimeInformation.ProcessArchitecture),
        };
    }

    /// <summary>Number of execs that were entered and have not ended.</summary>
    internal long PendingExecs => _decoder.PendingExecs;

    /// <summary>True while the kernel measures run times.</summary>
    internal bool MeasuresCost => _cost.Measures;

    /// <summary>Number of loaded instructions of each program, by tracepoint.</summary>
    internal IReadOnlyDictionary<string, long> Instructions
    {
        get
        {
            lock (_closing)
            {
                return _tracer.Instructions();
            }
        }
    }

    /// <summary>The kernel side's counters, by cause and by kind of record.</summary>
    internal NativeStats Counters => _tracer.Stats();

    /// <summary>For tests: called before records are taken, to simulate a lack of memory.</summary>
    internal Action? BeforeTake { get; set; }

    /// <summary>Number of repairs of the process table after losses.</summary>
    internal int Repairs => _repair.Count;

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

    /// <summary>Loads and attaches the probes. All later events are recorded, also before the first batch is read.</summary>
    /// <exception cref="TracingUnavailableException">One sentence: what is missing, the consequence, and the fix.</exception>
    public static BpfEventSource Open(BpfSourceOptions? options = null, TimeProvider? time = null)
    {
        options ??= new BpfSourceOptions();
        var tracer = Tracer.Open(options);
        try
        {
            TimeNamespaceProbe.Settle(tracer);
            var (openedNs, attachedNs) = tracer.Attach();
            if (options.Filter?.Under is not null)
            {
                Subtree.Find(tracer);
            }

            var source = new BpfEventSource(tracer, openedNs, attachedNs, options.Batches, options.Filter, options.Redaction, time ?? TimeProvider.System);
            source._reader.Start();
            return source;
        }
        catch
        {
            tracer.Dispose();
            throw;
        }
    }

    public EventPool Pool => _decoder.Pool;

    public long? NowBootNs => LibC.BootTimeNs();

    /// <summary>
    /// Starts with the snapshot. It is taken while the ring already receives events, so a process can be in both: merge by id.
    /// May be called again after an exception. If that was thrown in here, the consumer still has its process table and needs
    /// no snapshot: the pending events are delivered, and losses are repaired after them (<see cref="LossRepair"/>).
    /// </summary>
    public IEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatches(CancellationToken cancellation)
    {
        lock (_closing)
        {
            ObjectDisposedException.ThrowIf(_lastStatus is not null, this);
            _isRead = true;
        }

        try
        {
            using var stop = cancellation.Register(_reader.Stop);
            if (_isSnapshotDue)
            {
                yield return _snapshot.Take();
            }

            var events = _events;
            if (_isPending)
            {
                (_isPending, _isSnapshotDue) = (false, true);
                yield return events;
            }

            var lastEventNs = LibC.BootTimeNs();
            var tickMs = TickMs;
            while (true)
            {
                events.Clear();
                (_isPending, _isSnapshotDue) = (true, false);
                // Read before the batches are taken: they then contain every record that was in the ring at that poll.
                var emptyPolls = _repair.Holds ? EmptyPolls : 0;
                var ended = !_joiner.Take(tickMs, events, out var tookAll);
                cancellation.ThrowIfCancellationRequested();
                if (ended)
                {
                    yield break;
                }

                var now = LibC.BootTimeNs();
                _decoder.ReportLate(now, events);
                ReportLosses(now, tookAll ? emptyPolls : 0, events);
                lastEventNs = events.Count > 0 ? now : lastEventNs;
                tickMs = _decoder.Awaits || _repair.Awaits || _losses.Awaits || now - lastEventNs < QuietTickMs * 1_000_000L ? TickMs : QuietTickMs;
                (_isPending, _isSnapshotDue) = (false, true);
                // Also when it is empty, so that a consumer that delays events can check its deadlines.
                yield return events;
            }
        }
        finally
        {
            lock (_closing)
            {
                _isRead = false;
                if (_lastStatus is not null)
                {
                    _tracer.Dispose();
                }
            }
        }
    }

    public void MeasureCost(TimeSpan lease) => _cost.Renew(lease);

    public ValueTask DisposeAsync()
    {
        lock (_closing)
        {
            if (_lastStatus is null)
            {
                _cost.Dispose();
                _lastStatus = ReadStatus() with { Ended = true };
                _reader.Dispose();
                if (!_isRead)
                {
                    _tracer.Dispose();
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private NativeBatch? Take(int timeoutMs, out bool ended)
    {
        BeforeTake?.Invoke();
        return _tracer.Take(timeoutMs, out ended);
    }

    /// <summary>The calls whose failures no probe reports, so that an attempt can end unobserved.</summary>
    private static IReadOnlySet<RecordSyscall> UnseenEnds(IReadOnlyList<ProbeStatus> probes)
        => new[] { ("exit_execve", RecordSyscall.Execve), ("exit_execveat", RecordSyscall.Execveat) }
            .Where(end => !probes.Single(p => p.Program == end.Item1).Attached)
            .Select(end => end.Item2)
            .ToHashSet();

    /// <summary>Reports losses, and after losses the result of a new scan of the task list.</summary>
    private void ReportLosses(long nowNs, long emptyPolls, List<LifecycleEvent> events)
    {
        lock (_closing)
        {
            if (_lastStatus is not null)
            {
                return;
            }

            var place = events.Count > 0 ? events[^1].BootNs : nowNs;
            if (_losses.Report(nowNs, place, _decoder.Sequences, events))
            {
                _repair.Lost(nowNs);
            }

            if (_losses.LostNow)
            {
                _decoder.ForgetPending();
            }

            if (_repair.Holds)
            {
                // Only a poll of an empty ring confirms that earlier records are delivered, and a sleeping reader does not poll.
                _tracer.Wake();
            }

            _repair.Follow(events, emptyPolls, _decoder.ToTime, events);
            if (_repair.IsDue(nowNs))
            {
                var begin = LibC.BootTimeNs();
                var seen = _snapshot.Take();
                _repair.Hold(seen, begin, LibC.BootTimeNs(), EmptyPolls);
            }
        }
    }

    private long EmptyPolls => (long)_tracer.Stats().EmptyPolls;

    private static string? WhyRunTimesAreUnknown(int errno) => errno switch
    {
        0 => null,
        NotPermitted => "Run times stay unknown: the kernel measures them for CAP_SYS_ADMIN only, and refuses this process (EPERM).",
        _ => $"Run times stay unknown: the kernel refuses to measure them ({Errno.Find(errno)?.Name ?? $"errno {errno}"}).",
    };

    private FeedStatus ReadStatus()
    {
        var stats = _tracer.Stats();
        return _facts with
        {
            Lost = _losses.Totals(stats, _decoder.Sequences),
            Pressure = _losses.Pressure(stats),
            Ring = new RingStatus((long)stats.RingBytes, (long)stats.RingUsedBytes),
            Probes = _tracer.Probes(),
            ReaderCpuNs = _reader.CpuNs,
            RunTimesUnknown = WhyRunTimesAreUnknown(_cost.Refusal),
        };
    }
}

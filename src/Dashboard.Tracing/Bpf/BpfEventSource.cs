using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Doctor;

namespace Dashboard.Tracing.Bpf;

/// <summary>The live kernel of this machine.</summary>
public sealed class BpfEventSource : IEventFeed
{
    /// <summary>
    /// Milliseconds after which the clock is asked when no record comes: for what is held back, and for losses that nothing follows.
    /// </summary>
    private const int TickMs = 100;

    /// <summary>The same when nothing is held back and nothing has come for as long as this.</summary>
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

    /// <summary>Guards the tracer against being asked for its status, or closed under whoever reads batches.</summary>
    private readonly Lock _closing = new();

    /// <summary>One list for all batches. Bounded by <see cref="BatchJoiner"/>.</summary>
    private readonly List<LifecycleEvent> _events = [];

    /// <summary>What is in the list has not been delivered: memory ran out while it was filled.</summary>
    private bool _isPending;

    /// <summary>
    /// Who reads has not come back for more: nothing has been told, or memory ran out there and its table may be empty.
    /// </summary>
    private bool _isSnapshotDue = true;
    private bool _isRead;

    private FeedStatus? _lastStatus;

    private BpfEventSource(Tracer tracer, long openedNs, int maxBatches, KernelFilter? filter, TimeProvider time)
    {
        _tracer = tracer;
        _losses = new LossReporter(tracer, _clock.Wall, openedNs);
        var probes = tracer.Probes();
        _decoder = new RecordDecoder(_clock.Wall) { UnseenEnds = UnseenEnds(probes) };
        var batches = new ClockedBatches(Take, _clock, _events.Add);
        _joiner = new BatchJoiner(batches.Take, tracer.Return, _decoder);
        _reader = new RingReader(tracer, maxBatches);
        _cost = new CostLease(tracer.Measure, time);
        _snapshot = new ProcSnapshot(tracer, _decoder, filter is not null);
        _facts = new FeedStatus
        {
            Source = "bpf",
            Kernel = MachineFacts.Kernel,
            BootId = MachineFacts.BootId,
            PidMax = MachineFacts.PidMax,
            AttachedAt = _clock.Wall.ToTimestamp(LibC.BootTimeNs()),
            BootEpochUnixNs = _clock.Wall.OffsetNs,
            Filter = filter,
            Limits = Limits.Of(probes, Tracer.Table(), Tracer.LoadLog(), new Machine(), RuntimeInformation.ProcessArchitecture),
        };
    }

    /// <summary>Execs that were entered and have not ended.</summary>
    internal long PendingExecs => _decoder.PendingExecs;

    /// <summary>Whether the kernel measures run times now.</summary>
    internal bool MeasuresCost => _cost.Measures;

    /// <summary>How many instructions each program has as loaded, by tracepoint.</summary>
    internal IReadOnlyDictionary<string, long> Instructions => _tracer.Instructions();

    /// <summary>The kernel side's counters, by cause and by kind of record.</summary>
    internal NativeStats Counters => _tracer.Stats();

    /// <summary>For a test: called before records are taken, to fail there as memory that runs out does.</summary>
    internal Action? BeforeTake { get; set; }

    /// <summary>How often the process table was told to repair itself after losses.</summary>
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

    /// <summary>Loads and attaches the probes. From then on nothing is missed, also before the first batch is asked for.</summary>
    /// <exception cref="TracingUnavailableException">In one sentence: what is missing, what stops working, how to fix it.</exception>
    public static BpfEventSource Open(BpfSourceOptions? options = null, TimeProvider? time = null)
    {
        options ??= new BpfSourceOptions();
        var tracer = Tracer.Open(options);
        try
        {
            TimeNamespace.Settle(tracer);
            var openedNs = LibC.BootTimeNs();
            tracer.Attach();
            if (options.Filter?.Under is not null)
            {
                Subtree.Find(tracer);
            }

            var source = new BpfEventSource(tracer, openedNs, options.Batches, options.Filter, time ?? TimeProvider.System);
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
    /// The snapshot first. It is taken while the ring is already filling, so a process can be in both: merge by id. May be
    /// read on after a problem. Where that was this side's own, nobody has forgotten a process: then a snapshot would tell
    /// what the events that wait tell again, and what was lost is repaired behind them (<see cref="LossRepair"/>).
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
                // Asked before the batches are taken: then all that was in the ring by that poll is among them.
                var emptyPolls = _repair.Holds ? EmptyPolls : 0;
                var ended = !_joiner.Take(tickMs, events, out var tookAll);
                cancellation.ThrowIfCancellationRequested();
                if (ended)
                {
                    yield break;
                }

                var now = LibC.BootTimeNs();
                _decoder.TellLate(now, events);
                TellLosses(now, tookAll ? emptyPolls : 0, events);
                lastEventNs = events.Count > 0 ? now : lastEventNs;
                tickMs = _decoder.Awaits || _repair.Awaits || _losses.Awaits || now - lastEventNs < QuietTickMs * 1_000_000L ? TickMs : QuietTickMs;
                (_isPending, _isSnapshotDue) = (false, true);
                // Also when it is empty: then a tick is over, and who holds something back hears of it.
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

    /// <summary>The calls whose failures no probe reports, so that an attempt may have ended unseen.</summary>
    private static IReadOnlySet<RecordSyscall> UnseenEnds(IReadOnlyList<ProbeStatus> probes)
        => new[] { ("exit_execve", RecordSyscall.Execve), ("exit_execveat", RecordSyscall.Execveat) }
            .Where(end => !probes.Single(p => p.Program == end.Item1).Attached)
            .Select(end => end.Item2)
            .ToHashSet();

    /// <summary>Says what was lost, and after losses what a new look at the task list has to say.</summary>
    private void TellLosses(long nowNs, long emptyPolls, List<LifecycleEvent> events)
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
                // A reader that sleeps finds nothing, and so proves nothing.
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

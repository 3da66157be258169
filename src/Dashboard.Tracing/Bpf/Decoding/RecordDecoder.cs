using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Converts records of the kernel side to events. Joins facts from several records (the reaper, the killer).
/// Used by one thread at a time.
/// </summary>
internal sealed partial class RecordDecoder
{
    private readonly WallClock _wall;
    private readonly Redactor? _redactor;
    private readonly KernelStrings _strings;
    private readonly ExecutableFiles _files = new();
    private readonly CallNames _calls = new();
    private readonly ContextTexts _contexts = new();
    private readonly ZombieLedger _zombies = new();
    private readonly DeathCauses _causes = new();
    private readonly ExecAttempts _execs = new();
    private readonly ProcReader _proc = new();
    private readonly Func<ProcessId, bool> _isGone;

    public RecordDecoder(long bootEpochUnixNs, Redactor? redactor = null)
        : this(new WallClock(bootEpochUnixNs), redactor)
    {
    }

    /// <param name="wall">Gives events their wall clock time.</param>
    /// <param name="redactor">Takes secrets out before an event is made; null for none.</param>
    public RecordDecoder(WallClock wall, Redactor? redactor = null)
    {
        _wall = wall;
        _redactor = redactor;
        _strings = new KernelStrings(redactor);
        _isGone = process => !_proc.StartsAt(process.Pid, process.StartNs);
    }

    /// <summary>The pool of the events; the store returns them to it.</summary>
    public EventPool Pool { get; } = new();

    /// <summary>The calls whose failures are not reported.</summary>
    public IReadOnlySet<RecordSyscall> UnseenEnds { init => _execs.UnseenEnds = value; }

    public SequenceWatch Sequences { get; init; } = new();

    public long Records { get; private set; }

    /// <summary>Number of execs that were entered and have not ended.</summary>
    public int PendingExecs => _execs.Count;

    /// <summary>True while <see cref="ReportLate"/> may have an event without a new record.</summary>
    public bool Awaits => _zombies.Awaits;

    public Timestamp ToTime(long bootNs) => _wall.ToTimestamp(bootNs);

    /// <summary>After a loss: the ends of pending execs, and newer signals than the known ones, may be missing.</summary>
    public void ForgetPending()
    {
        _execs.Clear();
        _causes.ForgetSignals();
    }

    /// <summary>Appends the events of a batch of records. A record dropped for lack of memory is counted as a hole.</summary>
    public void Decode(ReadOnlySpan<byte> batch, List<LifecycleEvent> events)
    {
        while (RecordShape.TryTake(ref batch, out var record))
        {
            ref readonly var header = ref As<RecordHeader>(record);
            DecodeOne(header, record, events);
            Sequences.Saw(header);
            Records++;
        }

        Sequences.Unreadable += batch.IsEmpty ? 0 : 1;
    }

    /// <summary>Appends reaps whose release is late.</summary>
    public void ReportLate(long nowBootNs, List<LifecycleEvent> events)
    {
        while (_zombies.TakeLate(nowBootNs, _isGone) is { } zombie)
        {
            events.Add(ReapOf(zombie, zombie.WaitedBootNs, null));
        }
    }

    /// <summary>Decodes a process of the snapshot, with the facts that only /proc has.</summary>
    public SnapshotEvent DecodeTask(in TaskRecord record, ProcFacts facts)
    {
        ref readonly var header = ref record.Header;
        ExitStatus? exit = record.Live == 0 ? ExitStatus.FromWaitStatus(record.Status) : null;
        var e = Begin(
            new SnapshotEvent
            {
                Path = facts.Exe?.Path,
                Exe = facts.Exe,
                Args = facts.Args,
                ArgsTruncated = facts.ArgsTruncated,
                ArgCount = facts.ArgsTruncated ? null : facts.Args?.Count,
                Redacted = facts.Redacted,
                Threads = (int)Math.Max(1, record.Live),
                Exit = exit,
                Context = _contexts.Context(header, record.Context, facts.Cwd),
            },
            header);
        if (exit is not null)
        {
            _zombies.AddFound(ZombieOf(header, e.Comm));
        }

        return e;
    }

    private void DecodeOne(in RecordHeader header, ReadOnlySpan<byte> record, List<LifecycleEvent> events)
    {
        switch (RecordShape.IsWhole(header, record) ? header.Kind : 0)
        {
            case 0:
                Sequences.Unreadable++;
                break;
            case RecordKind.Fork:
                events.Add(Fork(As<ForkRecord>(record)));
                break;
            case RecordKind.ExecEnter:
                _execs.Entered(As<ExecEnterRecord>(record));
                events.Add(ExecEnter(As<ExecEnterRecord>(record), Behind<ExecEnterRecord>(record)));
                break;
            case RecordKind.Exec or RecordKind.ExecFail:
                _execs.DropOwnName(As<ExecRecord>(record), _strings.Comm(header.Comm), events);
                events.Add(ExecExit(As<ExecRecord>(record), Behind<ExecRecord>(record)));
                break;
            case RecordKind.Exit:
                _execs.Forget(header.Tid);
                _causes.ThreadEnded(header.Tid);
                events.Add(Exit(As<ExitRecord>(record)));
                break;
            case RecordKind.Threads:
                _execs.Forget(header.Tid);
                _causes.ThreadEnded(header.Tid);
                events.Add(Threads(As<ThreadsRecord>(record)));
                break;
            case RecordKind.Free:
                Released(As<FreeRecord>(record), events);
                break;
            case RecordKind.Reap:
                _zombies.Waited(As<ReapRecord>(record), _strings.Comm(header.Comm));
                break;
            case RecordKind.Rename when !_execs.Contains(header.Tid):
                events.Add(Rename(As<RenameRecord>(record)));
                break;
            case RecordKind.Chdir:
                events.Add(Chdir(As<ChdirRecord>(record), Behind<ChdirRecord>(record)));
                break;
            case RecordKind.Change:
                events.Add(Change(As<ChangeRecord>(record)));
                break;
            case RecordKind.ForkFail:
                events.Add(ForkFail(As<ForkFailRecord>(record)));
                break;
            case RecordKind.Signal:
                ref readonly var signal = ref As<SignalRecord>(record);
                _causes.Signaled(signal, _strings.Comm(signal.SenderComm));
                break;
            case RecordKind.Oom:
                _causes.ChosenByOomKiller(As<OomRecord>(record));
                break;
        }
    }

    /// <summary>Sets the common fields. Events are pooled, so each method below must set all fields of its own.</summary>
    private T Begin<T>(T e, in RecordHeader header)
        where T : LifecycleEvent
        => Begin(e, header, header.Comm);

    private T Begin<T>(T e, in RecordHeader header, in CommBytes comm)
        where T : LifecycleEvent
    {
        var bootNs = (long)header.BootNs;
        e.Begin(ToTime(bootNs), bootNs, header.Process, (int)header.Tid, header.Parent, _strings.Comm(comm));
        return e;
    }

    private ProcessReference Refer(uint tgid, ulong startBootNs, in CommBytes comm)
        => new(new ProcessId((int)tgid, (long)startBootNs), (int)tgid, _strings.Comm(comm));

    private static Zombie ZombieOf(in RecordHeader header, string comm)
        => new(header.Process, (int)header.NsPid, header.Parent, comm);

    /// <summary>Batches start at an array's start and record sizes are multiples of eight, so all fields are aligned.</summary>
    private static ref readonly T As<T>(ReadOnlySpan<byte> record)
        where T : struct
        => ref MemoryMarshal.AsRef<T>(record);

    private static ReadOnlySpan<byte> Behind<T>(ReadOnlySpan<byte> record)
        where T : struct
        => record[System.Runtime.CompilerServices.Unsafe.SizeOf<T>()..];
}

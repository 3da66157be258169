using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// Records of the kernel side into events. What takes two records to know (who reaped, who killed) is tied here.
/// Used by one thread at a time.
/// </summary>
internal sealed class RecordDecoder(long bootEpochUnixNs)
{
    private readonly KernelStrings _strings = new();
    private readonly CallNames _calls = new();
    private readonly ContextTexts _contexts = new();
    private readonly ZombieLedger _zombies = new();
    private readonly DeathCauses _causes = new();
    private readonly ExecAttempts _execs = new();
    private readonly SequenceWatch _sequences = new();
    private readonly ProcReader _proc = new();

    /// <summary>Records that the kernel numbered and that never came.</summary>
    public long Missing => _sequences.Missing;

    public long Records { get; private set; }

    /// <summary>Execs that were entered and have not ended.</summary>
    public int PendingExecs => _execs.Count;

    public Timestamp ToTime(long bootNs) => new(bootNs + bootEpochUnixNs);

    /// <summary>After a loss the ends of the execs under way may be missing.</summary>
    public void ForgetExecs() => _execs.Clear();

    /// <summary>Appends the events of a batch of whole records.</summary>
    public void Decode(ReadOnlySpan<byte> batch, List<LifecycleEvent> events)
    {
        while (!batch.IsEmpty)
        {
            ref readonly var header = ref As<RecordHeader>(batch);
            var record = batch[..(int)header.Size];
            _sequences.Saw(header);
            Records++;
            DecodeOne(header, record, events);
            batch = batch[(int)header.Size..];
        }
    }

    /// <summary>Reaps whose release is late.</summary>
    public void TellLate(long nowBootNs, List<LifecycleEvent> events)
    {
        foreach (var zombie in _zombies.TakeLate(nowBootNs, process => !_proc.StartsAt(process.Pid, process.StartNs)))
        {
            events.Add(ReapOf(zombie, zombie.WaitedBootNs, null));
        }
    }

    /// <summary>The processes of a snapshot: their records, for whoever adds what only /proc knows.</summary>
    public SnapshotEvent DecodeTask(in TaskRecord record, ProcFacts facts)
    {
        ref readonly var header = ref record.Header;
        var comm = _strings.Comm(header.Comm);
        ExitStatus? exit = record.Live == 0 ? ExitStatus.FromWaitStatus(record.Status) : null;
        if (exit is not null)
        {
            _zombies.AddFound(ZombieOf(header, comm));
        }

        return new SnapshotEvent
        {
            Time = ToTime((long)header.BootNs),
            BootNs = (long)header.BootNs,
            Process = header.Process,
            Tid = (int)header.Tid,
            Parent = header.Parent,
            Comm = comm,
            Path = facts.Path,
            Args = facts.Args,
            ArgsTruncated = facts.ArgsTruncated,
            ArgCount = facts.ArgsTruncated ? null : facts.Args?.Count,
            Threads = (int)Math.Max(1, record.Live),
            Exit = exit,
            Context = _contexts.Context(header, record.Context, facts.Cwd),
        };
    }

    private void DecodeOne(in RecordHeader header, ReadOnlySpan<byte> record, List<LifecycleEvent> events)
    {
        switch (header.Kind)
        {
            case RecordKind.Fork:
                Fork(As<ForkRecord>(record), events);
                break;
            case RecordKind.ExecEnter:
                _execs.Entered(As<ExecEnterRecord>(record));
                events.Add(ExecEnter(As<ExecEnterRecord>(record), Behind<ExecEnterRecord>(record)));
                break;
            case RecordKind.Exec or RecordKind.ExecFail:
                events.Add(ExecExit(As<ExecRecord>(record), Behind<ExecRecord>(record)));
                break;
            case RecordKind.Exit:
                _execs.Forget(header.Tid);
                events.Add(Exit(As<ExitRecord>(record)));
                break;
            case RecordKind.Threads:
                _execs.Forget(header.Tid);
                events.Add(Threads(As<ThreadsRecord>(record)));
                break;
            case RecordKind.Free:
                Released(As<FreeRecord>(record), events);
                break;
            case RecordKind.Reap:
                _zombies.Waited(As<ReapRecord>(record), _strings.Comm(header.Comm));
                break;
            case RecordKind.Rename when header.Tid == header.Tgid && !_execs.Contains(header.Tid):
                // A process is called like its first thread; other threads may name themselves as they like.
                events.Add(Rename(As<RenameRecord>(record)));
                break;
            case RecordKind.Chdir:
                events.Add(Chdir(As<ChdirRecord>(record), Behind<ChdirRecord>(record)));
                break;
            case RecordKind.ForkFail:
                events.Add(ForkFail(As<ForkFailRecord>(record)));
                break;
            case RecordKind.Signal:
                ref readonly var signal = ref As<SignalRecord>(record);
                _causes.Signaled(signal, _strings.Comm(signal.SenderComm));
                break;
            case RecordKind.Oom:
                _causes.ChosenByOomKiller((int)As<OomRecord>(record).VictimPid);
                break;
        }
    }

    private void Fork(in ForkRecord record, List<LifecycleEvent> events)
    {
        ref readonly var header = ref record.Header;
        var comm = _strings.Comm(header.Comm);
        _causes.Forget((int)header.Tgid);
        _execs.Forget(header.Tid);
        _zombies.Reused((int)header.Tgid, (long)header.BootNs);

        var creator = new ProcessId((int)record.CreatorTgid, (long)record.CreatorStartBootNs);
        events.Add(new ForkEvent
        {
            Time = ToTime((long)header.BootNs),
            BootNs = (long)header.BootNs,
            Process = header.Process,
            Tid = (int)header.Tid,
            Parent = header.Parent,
            Comm = comm,
            How = CallNames.MethodOf(record.Syscall, record.CloneFlags),
            Flags = record.Syscall is RecordSyscall.None or RecordSyscall.Kernel ? null : _calls.FlagsOf(record.CloneFlags),
            // fork copies the name of the thread that calls, which need not be the name of its process.
            By = new ProcessReference(creator, creator.Pid, _strings.Comm(record.CreatorComm)),
            Context = _contexts.Context(header, record.Context),
        });
    }

    private ExecEnterEvent ExecEnter(in ExecEnterRecord record, ReadOnlySpan<byte> data) => new()
    {
        Time = ToTime((long)record.Header.BootNs),
        BootNs = (long)record.Header.BootNs,
        Process = record.Header.Process,
        Tid = (int)record.Header.Tid,
        Parent = record.Header.Parent,
        Comm = _strings.Comm(record.Header.Comm),
        Syscall = CallNames.SyscallOf(record.Syscall) ?? "execve",
        // A cut preview is no path; the event that ends the attempt has it whole.
        Path = record.Header.Has(RecordFlags.PathUnreadable | RecordFlags.PathCut)
            ? null
            : KernelText.Decode(data[..(int)record.PathBytes]),
    };

    private ExecExitEvent ExecExit(in ExecRecord record, ReadOnlySpan<byte> data)
    {
        ref readonly var header = ref record.Header;
        var enter = _execs.Ended(record);
        var path = data[..(int)record.PathBytes];
        var interpreter = data.Slice(path.Length, (int)record.InterpBytes);
        var block = data.Slice(path.Length + interpreter.Length, (int)record.ArgsBytes);
        var args = block.IsEmpty && header.Has(RecordFlags.ArgsUnreadable) ? null : KernelStrings.Args(block);
        return new ExecExitEvent
        {
            Time = ToTime((long)header.BootNs),
            BootNs = (long)header.BootNs,
            Process = header.Process,
            Tid = (int)header.Tid,
            Parent = header.Parent,
            Comm = _strings.Comm(header.Comm),
            Syscall = CallNames.SyscallOf(enter?.Syscall ?? record.Syscall),
            Path = header.Has(RecordFlags.PathUnreadable) ? null : KernelText.Decode(path),
            Interpreter = interpreter.IsEmpty ? null : KernelText.Decode(interpreter),
            Args = args,
            ArgsTruncated = header.Has(RecordFlags.ArgsCut) || (args is not null && header.Has(RecordFlags.ArgsUnreadable)),
            ArgCount = args is null || header.Has(RecordFlags.ArgCountAtLeast) ? null : (int)record.Argc,
            Ret = record.Ret,
            DurationNs = enter is { } begun ? (long)header.BootNs - begun.EnterBootNs : null,
            OldTid = record.OldTid == header.Tgid ? null : (int)record.OldTid,
            Context = _contexts.Context(header, record.Context),
        };
    }

    private ExitEvent Exit(in ExitRecord record)
    {
        ref readonly var header = ref record.Header;
        var comm = _strings.Comm(header.Comm);
        var status = ExitStatus.FromWaitStatus(record.Status);
        var (oom, by) = _causes.Take(header.Process, status.Signal);
        _zombies.Add(ZombieOf(header, comm));
        return new ExitEvent
        {
            Time = ToTime((long)header.BootNs),
            BootNs = (long)header.BootNs,
            Process = header.Process,
            Tid = (int)header.Tid,
            Parent = header.Parent,
            Comm = comm,
            ExitCode = status.ExitCode,
            Signal = status.Signal,
            CoreDumped = status.CoreDumped,
            Oom = oom,
            By = by,
            Adopter = AdopterOf(record),
            Usage = UsageMath.ToUsage(record.Usage),
        };
    }

    private ProcessReference? AdopterOf(in ExitRecord record)
    {
        var adopter = new ProcessId((int)record.AdopterTgid, (long)record.AdopterStartBootNs);
        return record.AdopterTgid == 0 ? null : new ProcessReference(adopter, adopter.Pid, _strings.Comm(record.AdopterComm));
    }

    private ThreadsEvent Threads(in ThreadsRecord record) => new()
    {
        Time = ToTime((long)record.Header.BootNs),
        BootNs = (long)record.Header.BootNs,
        Process = record.Header.Process,
        Tid = (int)record.Header.Tid,
        Parent = record.Header.Parent,
        Comm = _strings.Comm(record.Header.Comm),
        Count = (int)record.Live,
    };

    private void Released(in FreeRecord record, List<LifecycleEvent> events)
    {
        var header = record.Header;
        if (_zombies.Released(header.Process, () => ZombieOf(header, _strings.Comm(header.Comm))) is { } zombie)
        {
            events.Add(ReapOf(zombie, (long)header.BootNs, UsageMath.ToUsage(record.Usage)));
        }
    }

    /// <summary>The wait is the moment; the release, a grace period later, only where no wait was seen.</summary>
    private ReapEvent ReapOf(Zombie zombie, long latestBootNs, ResourceUsage? usage)
    {
        var bootNs = zombie.WaitedBootNs == 0 ? latestBootNs : zombie.WaitedBootNs;
        return new ReapEvent
        {
            Time = ToTime(bootNs),
            BootNs = bootNs,
            Process = zombie.Process,
            Tid = zombie.Process.Pid,
            Parent = zombie.Parent,
            Comm = zombie.Comm,
            By = zombie.Reaper,
            Usage = usage,
        };
    }

    private ChdirEvent Chdir(in ChdirRecord record, ReadOnlySpan<byte> data) => new()
    {
        Time = ToTime((long)record.Header.BootNs),
        BootNs = (long)record.Header.BootNs,
        Process = record.Header.Process,
        Tid = (int)record.Header.Tid,
        Parent = record.Header.Parent,
        Comm = _strings.Comm(record.Header.Comm),
        Cwd = record.Header.Has(RecordFlags.PathCut) ? null : KernelStrings.Directory(data[..(int)record.NamesBytes]),
    };

    private RenameEvent Rename(in RenameRecord record) => new()
    {
        Time = ToTime((long)record.Header.BootNs),
        BootNs = (long)record.Header.BootNs,
        Process = record.Header.Process,
        Tid = (int)record.Header.Tid,
        Parent = record.Header.Parent,
        Comm = _strings.Comm(record.From),
        From = _strings.Comm(record.From),
        To = _strings.Comm(record.To),
    };

    private ForkFailEvent ForkFail(in ForkFailRecord record) => new()
    {
        Time = ToTime((long)record.Header.BootNs),
        BootNs = (long)record.Header.BootNs,
        Process = record.Header.Process,
        Tid = (int)record.Header.Tid,
        Parent = record.Header.Parent,
        Comm = _strings.Comm(record.Header.Comm),
        Syscall = CallNames.SyscallOf(record.Syscall) ?? "clone",
        Ret = record.Ret,
    };

    private static Zombie ZombieOf(in RecordHeader header, string comm) => new()
    {
        Process = header.Process,
        PidInNamespace = (int)header.NsPid,
        Parent = header.Parent,
        Comm = comm,
    };

    /// <summary>Batches begin at an array's start and records are multiples of eight bytes, so all fields are aligned.</summary>
    private static ref readonly T As<T>(ReadOnlySpan<byte> record)
        where T : struct
        => ref MemoryMarshal.AsRef<T>(record);

    private static ReadOnlySpan<byte> Behind<T>(ReadOnlySpan<byte> record)
        where T : struct
        => record[System.Runtime.CompilerServices.Unsafe.SizeOf<T>()..];
}

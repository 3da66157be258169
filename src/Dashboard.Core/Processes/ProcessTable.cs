using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>
/// All processes of a capture, live and exited, built from its events. Live ones are bounded by the kernel's pid_max or, in a
/// recording, by a limit; exited ones by a limit (the oldest are evicted). Not thread-safe: the store guards it.
/// </summary>
/// <remarks>Holds no event: it copies what it needs, so that a feed can reuse its objects.</remarks>
public sealed partial class ProcessTable
{
    /// <summary>Exited processes that stay unpacked, so that most reaps and late events find them unpacked.</summary>
    internal const int UnpackedExited = 256;

    /// <summary>Maximum number of spare records; each eviction adds one and each birth takes one.</summary>
    private const int MaxSpareRecords = 4096;

    private const int MaxForkErrnos = 16;

    private readonly CaptureClock _clock;
    private readonly Action<OpenLookup>? _lookupFound;
    private readonly ProcessArchive _archive;

    /// <summary>Created once: a method group would allocate a delegate per call.</summary>
    private readonly Func<ProcessId, ProcessRecord?> _find;
    private readonly PidIndex _byPid = new();

    /// <summary>Running processes; each record has its index. Bounded by the kernel's pid_max, in a recording by maxLive.</summary>
    private readonly List<ProcessRecord> _live = [];
    private readonly ExitedProcesses _exited;
    private readonly Stack<ProcessRecord> _spare = new();
    private readonly int _maxLive;
    private int _nextToEvict;

    /// <summary>Change numbers for events without a sequence number; negative, so that they are unique.</summary>
    private long _unpublished;

    /// <param name="lookupFound">Called with a failed exec once it proves to have been a step of a PATH search.</param>
    internal ProcessTable(
        CaptureClock clock, int maxExited, Action<OpenLookup>? lookupFound = null, int unpackedExited = UnpackedExited,
        int maxLive = int.MaxValue)
    {
        _maxLive = maxLive;
        _find = Find;
        _clock = clock;
        _lookupFound = lookupFound;
        _archive = new ProcessArchive(clock, unpackedExited);
        _exited = new ExitedProcesses(maxExited);
        All = new ProcessCollection(_live, _exited);
        Root.Begin(default, "", _archive.Rent());
    }

    /// <summary>The command of `dashboard run`, which waits at its gate until it is traced; null without one.</summary>
    internal int? GatePid { get; init; }

    /// <summary>
    /// Parent of all processes whose parent is not held: its children are the roots of the tree. Not a process itself (pid 0 is the
    /// kernel's idle task, which does not fork in captured events).
    /// </summary>
    public ProcessRecord Root { get; } = new();

    public int Count => All.Count;

    public int LiveCount => _live.Count;

    public int ExitedCount => _exited.Count;

    /// <summary>Processes evicted to keep the limits.</summary>
    public long EvictedCount { get; internal set; }

    public IReadOnlyCollection<ProcessRecord> All { get; }

    /// <summary>The pids seen, in no order.</summary>
    public IReadOnlyDictionary<int, PidLives> Pids => _byPid;

    internal ProcessArchive Archive => _archive;

    internal IReadOnlyList<ProcessRecord> Live => _live;

    internal ExitedProcesses Exited => _exited;

    public ProcessRecord? Find(ProcessId id) => _byPid.Find(id);

    /// <summary>All processes of a pid; null when it was not seen.</summary>
    public PidLives? Lives(int pid) => _byPid.TryGetValue(pid, out var lives) ? lives : null;

    internal void Apply(LifecycleEvent e)
    {
        var record = Take(e);
        if (record is not null && e is not CredentialsEvent { IsChange: false })
        {
            var detail = record.Edit();
            detail.ChangedSeq = e.IsPublished ? e.Seq : --_unpublished;
            detail.ChangedBootNs = e.BootNs;
            if (e is not (ExecEnterEvent or ThreadsEvent or RenameEvent or ReapEvent))
            {
                // The others change nothing that is counted.
                _archive.Count(detail);
            }
        }

        // Only here, when no caller holds a record or a detail that eviction would reuse.
        while (_live.Count > _maxLive)
        {
            EvictLive();
        }

        while (_exited.IsFull)
        {
            Evict(_exited.TakeOldest());
        }

        _archive.Pack();
        if (_archive.NeedsCompaction)
        {
            for (var i = 0; i < _exited.Count; i++)
            {
                // Packed again at once, or all of them would be unpacked at the same time.
                _archive.Move(_exited[i]);
                _archive.Pack();
            }
        }
    }

    /// <summary>Computes what the event changes, before it is numbered. Nothing, if the snapshot read the new state already.</summary>
    internal void Compare(CredentialsEvent change)
        => change.Compare(Find(change.Process) is { } record && !SnapshotIsNewer(record, change) ? record.Detail.Context : null);

    /// <summary>Applies the event to its record, which it returns; null when there is none.</summary>
    private ProcessRecord? Take(LifecycleEvent e)
    {
        ProcessRecord record;
        switch (e)
        {
            case ForkEvent fork:
                return Born(fork);
            case ForkFailEvent fail:
                ForkFailed(record = Known(e), fail);
                return record;
            case ExecEnterEvent:
                return Known(e);
            case ExecExitEvent exec:
                Execed(record = Known(e), exec);
                _hasTruncatedArguments |= exec.ArgsTruncated || exec.HasUnknownArgs;
                return record;
            case RenameEvent rename:
                record = Known(e);
                record.Comm = SnapshotIsNewer(record, e) ? record.Comm : rename.To;
                return record;
            case CredentialsEvent change:
                record = Known(e);
                record.Edit().Context = SnapshotIsNewer(record, e) ? record.Detail.Context : change.After(record.Detail.Context);
                return record;
            case ThreadsEvent threads:
                record = Known(e);
                record.Edit().Threads = SnapshotIsNewer(record, e) ? record.Detail.Threads : threads.Count;
                return record;
            case ChdirEvent chdir:
                record = Known(e);
                record.Edit().Cwd = SnapshotIsNewer(record, e) ? record.Detail.Cwd : chdir.Cwd;
                return record;
            case ExitEvent exit:
                Exit(record = Known(e), exit);
                return record;
            case ReapEvent reap:
                Reap(record = Known(e), reap);
                return record;
            case SnapshotEvent snapshot:
                _hasTruncatedArguments |= snapshot.ArgsTruncated;
                return Found(snapshot);
            case CensusEvent census:
                Compare(census);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Events older than a snapshot may arrive after it: then its name, threads and directory are newer.</summary>
    private static bool SnapshotIsNewer(ProcessRecord record, LifecycleEvent e) => e.BootNs < record.Detail.SnapshotBootNs;

    private void Execed(ProcessRecord record, ExecExitEvent exec)
    {
        var detail = record.Edit();
        PathLookups.Observe(record, detail, exec, _lookupFound);
        if (exec.Succeeded)
        {
            if (SnapshotIsNewer(record, exec))
            {
                // The snapshot read this image: the previous one is unknown.
                detail.ReplaceFirstImage(ProcessImages.Unknown(record));
            }
            else
            {
                record.Comm = exec.Comm;
                detail.Context = exec.Context ?? detail.Context;
                detail.Threads = 1;
            }

            CountFromExec(record, exec);
            detail.ExecCount++;
            detail.AddImage(ProcessImages.Of(exec, detail.ExecCount, detail.Arguments));
        }
        else
        {
            detail.FailedExecCount++;
            // Already marked in a recording that was written after the search had continued.
            detail.FinalFailureCount += exec.Lookup ? 0 : 1;
            detail.AddFailedExec(ProcessImages.Failure(exec, detail.ExecCount, detail.Arguments));
        }

        exec.Image = detail.ExecCount;
    }

    /// <summary>The first exec of the command of `dashboard run` is its release; a recording says so itself.</summary>
    private void CountFromExec(ProcessRecord record, ExecExitEvent exec)
    {
        var sinceFork = Math.Max(0, exec.BootNs - record.Id.StartNs);
        // The kernel filter lets only its descendants through, so the first life of the number is the command's.
        exec.WaitedNs = record.Pid == GatePid && record is { Life: 1, ExecCount: 0 } ? sinceFork : Math.Clamp(exec.WaitedNs, 0, sinceFork);
        if (exec.WaitedNs > 0)
        {
            record.Wait(exec.WaitedNs);
        }
    }

    private static void ForkFailed(ProcessRecord record, ForkFailEvent fail)
    {
        var detail = record.Edit();
        detail.LastForkFailureNs = fail.BootNs;
        var counts = detail.ForkFailures ??= [];
        // fork has a handful of errnos; seccomp(2) filters may return any other number, and those share an entry.
        var ret = counts.Count < MaxForkErrnos || counts.ContainsKey(fail.Ret) ? fail.Ret : ProcessRecord.OtherForkErrno;
        counts[ret] = counts.GetValueOrDefault(ret) + 1;
    }

    private static void Infer(ProcessRecord record, InferredFields fields)
    {
        if ((record.Detail.Inferred & fields) != fields)
        {
            record.Edit().Inferred |= fields;
        }
    }

    private static bool IsInferred(ProcessRecord record, InferredFields any) => (record.Detail.Inferred & any) != 0;

    /// <summary>Inferred values were observed after all.</summary>
    private static void Observed(ProcessRecord record, InferredFields fields)
    {
        if (IsInferred(record, fields))
        {
            record.Edit().Inferred &= ~fields;
        }
    }
}

using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;

namespace Dashboard.Core.Processes;

/// <summary>
/// All processes of a capture, live and exited: what the events add up to. Live ones are bounded by the kernel's
/// pid_max, exited ones by a limit (the oldest are evicted). Not thread-safe: the store guards it.
/// </summary>
public sealed partial class ProcessTable
{
    private readonly CaptureClock _clock;
    private readonly ErrnoBreakdown _errnos;
    private readonly int _maxExited;
    private long _firstSnapshotNs;
    private readonly Dictionary<ProcessId, ProcessRecord> _byId = [];
    private readonly Dictionary<int, PidLives> _byPid = [];

    /// <summary>Exited processes in the order of their exits; bounded by the limit.</summary>
    private readonly Queue<ProcessRecord> _exited = new();

    internal ProcessTable(CaptureClock clock, ErrnoBreakdown errnos, int maxExited)
    {
        _clock = clock;
        _errnos = errnos;
        _maxExited = maxExited;
    }

    /// <summary>
    /// Stands above all processes whose parent is not held: its children are the roots of the tree. Not a process
    /// itself (pid 0 is the kernel's idle task, which never forks in what we see).
    /// </summary>
    public ProcessRecord Root { get; } = new(default);

    public int Count => _byId.Count;

    public int LiveCount => _byId.Count - _exited.Count;

    public int ExitedCount => _exited.Count;

    /// <summary>Exited processes that were dropped to keep the limit.</summary>
    public long EvictedCount { get; private set; }

    public IReadOnlyCollection<ProcessRecord> All => _byId.Values;

    public ProcessRecord? Find(ProcessId id) => _byId.GetValueOrDefault(id);

    /// <summary>All lives of a pid number; null when none was seen.</summary>
    public PidLives? Lives(int pid) => _byPid.GetValueOrDefault(pid);

    /// <summary>The pid numbers that were seen, in no order.</summary>
    public IReadOnlyDictionary<int, PidLives> Pids => _byPid;

    internal void Apply(LifecycleEvent e)
    {
        switch (e)
        {
            case ForkEvent fork:
                _errnos.Count(fork);
                Born(fork);
                break;
            case ForkFailEvent fail:
                _errnos.Count(fail);
                ForkFailed(Known(e), fail);
                break;
            case ExecEnterEvent:
                Known(e);
                break;
            case ExecExitEvent exec:
                _errnos.Count(exec);
                Execed(Known(e), exec);
                break;
            case RenameEvent rename:
                Known(e).Comm = rename.To;
                break;
            case ThreadsEvent threads:
                Known(e).Threads = threads.Count;
                break;
            case ChdirEvent chdir:
                Known(e).Cwd = chdir.Cwd;
                break;
            case ExitEvent exit:
                Exited(Known(e), exit);
                break;
            case ReapEvent reap:
                Reaped(Known(e), reap);
                break;
            case SnapshotEvent snapshot:
                Found(snapshot);
                break;
            case CensusEvent census:
                Compare(census);
                break;
        }

        if (Find(e.Process) is { } changed)
        {
            changed.ChangedSeq = e.Seq;
            changed.ChangedBootNs = e.BootNs;
        }
    }

    private void Born(ForkEvent fork)
    {
        if (Find(fork.Process) is { SnapshotBootNs: 0 })
        {
            // Something of it was seen before its fork was: only possible when a feed repeats itself. First wins.
            return;
        }

        var record = Find(fork.Process) ?? Add(fork);
        record.FromSnapshot = false;
        record.SnapshotBootNs = 0;
        Observed(record, "born");
        record.How = fork.How;
        record.CloneFlags = fork.Flags;
        record.Context = fork.Context ?? record.Context;

        var parent = fork.Parent is { } parentId ? Find(parentId) : null;
        record.Cwd ??= (fork.By?.Id is { } creator ? Find(creator) : parent)?.Cwd;
        if (parent is not null && record.ParentRecord != parent)
        {
            // The snapshot had hung it under whoever was its parent by then.
            ProcessList.RemoveChild(record);
            ProcessList.AddChild(parent, record);
        }

        record.Parent = Refer(fork.Parent, parent);
        record.CurrentParent ??= record.Parent;
        record.BornBy = fork.By ?? record.Parent;
        record.Comm = fork.Comm;

        // fork copies: the child runs what its parent ran. What the snapshot read is told again by the exec events.
        record.ImageList.Clear();
        record.ImageList.Add(ProcessImages.Copied(fork, parent?.Image));
    }

    private void Found(SnapshotEvent snapshot)
    {
        if (Find(snapshot.Process) is { } known)
        {
            // Known by its events, which tell more. Only what no event carries is taken, and what they failed to tell.
            known.Context ??= snapshot.Context;
            known.Cwd ??= snapshot.Context?.Cwd;
            Repair(known, snapshot);
            return;
        }

        _firstSnapshotNs = _firstSnapshotNs == 0 ? snapshot.BootNs : _firstSnapshotNs;
        var record = Add(snapshot);
        record.FromSnapshot = snapshot.Process.StartNs <= _firstSnapshotNs;
        if (!record.FromSnapshot)
        {
            // Younger than the capture, and its fork was not seen: lost, or still waiting in the ring (then Born mends it).
            Infer(record, "born");
        }

        record.SnapshotBootNs = snapshot.BootNs;
        record.Context = snapshot.Context;
        record.Cwd = snapshot.Context?.Cwd;
        record.Threads = snapshot.Threads;
        record.CurrentParent = Refer(snapshot.Parent, snapshot.Parent is { } id ? Find(id) : null);
        record.ImageList.Add(ProcessImages.Found(snapshot));
        EndAsFound(record, snapshot);

        // iter/task goes by pid, so after a wrap of the numbers a child can come before its parent.
        foreach (var orphan in Root.Children.Where(r => r.CurrentParent?.Id == record.Id && r != record).ToList())
        {
            ProcessList.RemoveChild(orphan);
            ProcessList.AddChild(record, orphan);
            orphan.CurrentParent = record.ToReference();
        }
    }

    private void Execed(ProcessRecord record, ExecExitEvent exec)
    {
        PathLookups.Observe(record, exec, _errnos);
        if (exec.Succeeded)
        {
            if (exec.BootNs < record.SnapshotBootNs)
            {
                // The snapshot read this very image: what ran before it is not known.
                record.ImageList[0] = ProcessImages.Unknown(record);
            }

            record.ExecCount++;
            record.Comm = exec.Comm;
            record.Context = exec.Context ?? record.Context;
            record.Threads = 1;
            ProcessImages.Append(record, exec);
        }
        else
        {
            ProcessImages.AppendFailure(record, exec);
        }

        exec.Image = record.ExecCount;
    }

    private static void ForkFailed(ProcessRecord record, ForkFailEvent fail)
    {
        var counts = record.ForkFailureCounts ??= [];
        counts[fail.Ret] = counts.GetValueOrDefault(fail.Ret) + 1;
    }

    /// <summary>The record of the event's process; made, with its birth unknown, when the fork was lost.</summary>
    private ProcessRecord Known(LifecycleEvent e)
    {
        if (Find(e.Process) is not { } record)
        {
            record = Add(e);
            if (e is ExecExitEvent { Succeeded: true })
            {
                // The event has the name of the new image; the former one was never seen.
                record.Comm = "";
            }

            record.Parent = Refer(e.Parent, e.Parent is { } id ? Find(id) : null);
            record.CurrentParent = record.Parent;
            record.ImageList.Add(ProcessImages.Unknown(record));
            if (record.Id.StartNs <= _firstSnapshotNs)
            {
                // Gone before the snapshot came to it.
                record.FromSnapshot = true;
            }
            else
            {
                Infer(record, "born");
            }
        }

        return record;
    }

    private ProcessRecord Add(LifecycleEvent e)
    {
        var record = new ProcessRecord(e.Process)
        {
            Start = _clock.ToTimestamp(e.Process.StartNs),
            Comm = e.Comm,
        };
        _byId.Add(record.Id, record);

        if (!_byPid.TryGetValue(record.Pid, out var lives))
        {
            _byPid.Add(record.Pid, lives = new PidLives());
        }

        foreach (var earlier in lives.Lives)
        {
            if (earlier.State != ProcessState.Exited && earlier.Id.StartNs < record.Id.StartNs)
            {
                EndBefore(earlier, record.Start, record.Id.StartNs);
            }
        }

        var next = lives.Lives.FirstOrDefault(life => life.Id.StartNs > record.Id.StartNs);
        lives.Add(record);
        ProcessList.AddChild(e.Parent is { } id ? Find(id) ?? Root : Root, record);
        if (next is not null)
        {
            // Heard of late: the number has been somebody else's since.
            EndBefore(record, next.Start, next.Id.StartNs);
        }

        return record;
    }

    private static ProcessReference? Refer(ProcessId? id, ProcessRecord? record)
        => record?.ToReference() ?? (id is { } known ? new ProcessReference(known, known.Pid, null) : null);

    private static void Infer(ProcessRecord record, string field)
        => record.Inferred = [.. (record.Inferred ?? []).Append(field).Distinct()];

    private static bool IsInferred(ProcessRecord record, string field) => record.Inferred?.Contains(field) ?? false;

    /// <summary>What had been concluded was seen after all.</summary>
    private static void Observed(ProcessRecord record, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (IsInferred(record, field))
            {
                record.Inferred = record.Inferred!.Count == 1 ? null : [.. record.Inferred.Where(f => f != field)];
            }
        }
    }
}

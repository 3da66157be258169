using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tests.Shared;

/// <summary>Writes event streams the way the kernel would: a clock that goes on by one millisecond an event.</summary>
internal sealed class Story
{
    public const long EpochUnixNs = 1_790_000_000_000_000_000;
    private readonly List<LifecycleEvent> _events = [];
    private readonly Dictionary<ProcessId, (string Comm, ProcessId? Parent)> _known = [];

    public long NowNs { get; set; } = 1_000_000_000;

    /// <summary>Wall clock minus boot clock now.</summary>
    public long OffsetNs { get; private set; } = EpochUnixNs;

    public IReadOnlyList<LifecycleEvent> Events => _events;

    /// <summary>Takes what was told since the last call.</summary>
    public IReadOnlyList<LifecycleEvent> Take()
    {
        var taken = _events.ToList();
        _events.Clear();
        return taken;
    }

    /// <summary>Forgets whom it has told of: it remembers each.</summary>
    public void Forget() => _known.Clear();

    public ProcessId Snapshot(int pid, string comm, ProcessId? parent = null, string? path = null)
    {
        var id = new ProcessId(pid, pid * 1_000L);
        _known[id] = (comm, parent);
        Add(id, new SnapshotEvent { Path = path, Args = path is null ? null : [path], ArgCount = path is null ? null : 1 });
        return id;
    }

    public ProcessId Fork(ProcessId parent, int pid, ForkMethod? how = ForkMethod.Fork)
    {
        var comm = _known.TryGetValue(parent, out var known) ? known.Comm : "unknown";
        var id = new ProcessId(pid, NowNs);
        _known[id] = (comm, parent);
        Add(id, new ForkEvent { How = how, Flags = [], By = new ProcessReference(parent, parent.Pid, comm) });
        return id;
    }

    public Story Enter(ProcessId id, string? path)
        => Add(id, new ExecEnterEvent { Syscall = "execve", Path = path });

    public Story Exec(ProcessId id, string path, params string[] args)
    {
        var comm = path[(path.LastIndexOf('/') + 1)..];
        _known[id] = (comm.Length > 15 ? comm[..15] : comm, _known.TryGetValue(id, out var known) ? known.Parent : null);
        return Add(id, new ExecExitEvent
        {
            Syscall = "execve",
            Path = path,
            Args = args.Length == 0 ? [path] : args,
            ArgCount = Math.Max(1, args.Length),
            DurationNs = 250_000,
        });
    }

    public Story FailExec(ProcessId id, string path, int errno = 2)
        => Add(id, new ExecExitEvent { Syscall = "execve", Path = path, Args = [path], ArgCount = 1, Ret = -errno, DurationNs = 9_000 });

    public Story FailFork(ProcessId id, int errno = 11)
        => Add(id, new ForkFailEvent { Syscall = "clone", Ret = -errno });

    public Story Exit(ProcessId id, int code = 0, int? signal = null, ProcessReference? by = null)
        => Add(id, new ExitEvent { ExitCode = signal is null ? code : null, Signal = signal, By = by });

    public Story Reap(ProcessId id, ProcessReference? by = null) => Add(id, new ReapEvent { By = by });

    public Story Rename(ProcessId id, string to)
    {
        var from = _known[id].Comm;
        _known[id] = (to, _known[id].Parent);
        return Add(id, new RenameEvent { From = from, To = to });
    }

    public Story Lost(long count, string cause) => Add(default, new LostEvent { Count = count, Cause = cause });

    /// <summary>The wall clock is set, ahead by so much, or back.</summary>
    public Story SetClock(TimeSpan by)
    {
        var before = OffsetNs;
        OffsetNs += by.Ticks * 100;
        return Add(default, new ClockEvent { FromOffsetNs = before, ToOffsetNs = OffsetNs });
    }

    /// <summary>As under pressure: failed execs of a program of user 65534, which filled the ring.</summary>
    public Story Pressed(long count, string cause, ShedCounts shed, string comm = "flood")
        => Add(default, new LostEvent
        {
            Count = count,
            Cause = cause,
            Shed = shed,
            Origin = [new LossOrigin(65534, "nobody", comm, shed)],
            Culprits = [new Culprit(65534, "nobody", comm, 5 << 20, 9_000)],
        });

    public Story Add(ProcessId id, LifecycleEvent e)
    {
        var known = _known.GetValueOrDefault(id);
        _events.Add(e with
        {
            Process = id,
            Tid = id.Pid,
            Parent = known.Parent,
            Comm = known.Comm ?? "",
            BootNs = NowNs,
            Time = new Timestamp(OffsetNs + NowNs),
        });
        NowNs += 1_000_000;
        return this;
    }
}

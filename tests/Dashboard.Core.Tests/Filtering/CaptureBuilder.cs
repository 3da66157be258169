using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;

namespace Dashboard.Core.Tests.Filtering;

/// <summary>Builds a capture event by event. The clock is at the last event; one step is one millisecond.</summary>
internal sealed class CaptureBuilder
{
    public const long Ms = 1_000_000;

    private static readonly ProcessContext Context = new() { Uid = 1000, User = "ann", Cgroup = "/user.slice/a", Container = "c1", Session = 1100, ProcessGroup = 1150, Tty = "pts/3", PidInNamespace = 7 };

    public LifecycleStore Store { get; } = new(new CaptureClock(0, null));

    public LifecycleEvent Last { get; private set; } = new LostEvent { Cause = "none yet" };

    public long NowNs { get; private set; } = 1_000 * Ms;

    public CaptureBuilder After(long ms)
    {
        NowNs += ms * Ms;
        return this;
    }

    public ProcessId Snapshot(int pid, string comm, ProcessId? parent = null, int threads = 1, ExitStatus? exit = null)
    {
        var id = new ProcessId(pid, NowNs - 500 * Ms - pid);
        Apply(new SnapshotEvent
        {
            Process = id, BootNs = NowNs, Tid = pid, Comm = comm, Parent = parent, Threads = threads, Exit = exit,
            Path = "/usr/bin/" + comm, Args = [comm], Context = Context,
        });
        return id;
    }

    public ProcessId Fork(ProcessId parent, int pid, ForkMethod how = ForkMethod.Fork)
    {
        After(1);
        var comm = Store.Read(v => v.Processes.Find(parent)?.Comm) ?? "";
        var id = new ProcessId(pid, NowNs);
        Apply(new ForkEvent { Process = id, BootNs = NowNs, Tid = pid, Comm = comm, Parent = parent, How = how, Context = Context });
        return id;
    }

    public CaptureBuilder Exec(ProcessId id, string path, params string[] args) => Exec(id, path, 0, args);

    public CaptureBuilder Exec(ProcessId id, string path, long ret, params string[] args)
    {
        var comm = ret < 0 ? CommOf(id) : path[(path.LastIndexOf('/') + 1)..];
        After(1);
        return Apply(new ExecExitEvent
        {
            Process = id, BootNs = NowNs, Tid = id.Pid, Comm = comm, Path = path, Args = args, Ret = ret, Syscall = "execve",
            DurationNs = 300_000, Parent = ParentOf(id),
        });
    }

    public CaptureBuilder Enter(ProcessId id, string path)
        => Apply(new ExecEnterEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = CommOf(id), Path = path, Syscall = "execve" });

    public CaptureBuilder ForkFail(ProcessId id, long ret)
        => Apply(new ForkFailEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = CommOf(id), Syscall = "clone", Ret = ret });

    public CaptureBuilder Rename(ProcessId id, string to)
        => Apply(new RenameEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = to, From = CommOf(id), To = to });

    /// <summary>A live kernel's event: the complete state after the change.</summary>
    public CaptureBuilder Change(ProcessId id, ProcessContext now)
    {
        After(1);
        var e = new CredentialsEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = CommOf(id) };
        e.Fill(now);
        return Apply(e);
    }

    public CaptureBuilder Threads(ProcessId id, int count)
        => Apply(new ThreadsEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = CommOf(id), Count = count });

    public CaptureBuilder Exit(ProcessId id, int? code = 0, int? signal = null, ProcessId? adopter = null)
        => Apply(new ExitEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = CommOf(id), ExitCode = code, Signal = signal, Parent = ParentOf(id), Adopter = adopter is { } by ? new ProcessReference(by, by.Pid, null) : null });

    public CaptureBuilder Reap(ProcessId id)
        => Apply(new ReapEvent { Process = id, BootNs = NowNs, Tid = id.Pid, Comm = CommOf(id) });

    public CaptureBuilder Apply(LifecycleEvent e)
    {
        Store.Apply([e]);
        Last = e;
        return this;
    }

    public bool Matches(ProcessId id, string text)
        => Store.Read(v => Parse.Good(text).Matches(new ProcessFilterSubject(NowNs).At(v.Processes.Find(id)!)));

    /// <summary>Evaluates a filter on the last event.</summary>
    public bool LastMatches(string text, bool withTable = true)
        => Store.Read(v => Parse.Good(text).Matches(new EventFilterSubject(withTable ? v.Processes : null, NowNs).At(Last)));

    private string CommOf(ProcessId id) => Store.Read(v => v.Processes.Find(id)?.Comm) ?? "";

    private ProcessId? ParentOf(ProcessId id) => Store.Read(v => v.Processes.Find(id)?.Parent?.Id);
}

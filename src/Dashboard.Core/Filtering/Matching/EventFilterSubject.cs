using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>
/// Evaluates filters on events: first on the event's own fields, then on its process for state that persists (user,
/// cgroup, cwd, threads, images, children, is, under and others). Create one per query or batch and move it from
/// event to event; inside LifecycleStore.Read only, and on one thread.
/// </summary>
public sealed class EventFilterSubject : IFilterSubject
{
    private readonly ArgumentText _arguments = new();
    private readonly ProcessFilterSubject _process;
    private readonly ProcessTable? _table;
    private LifecycleEvent? _event;
    private bool _lookedUp;
    private bool _hasProcess;

    /// <param name="table">The process table; null when only the events are known.</param>
    /// <param name="nowBootNs">The moment up to which lifetimes of running processes are counted.</param>
    public EventFilterSubject(ProcessTable? table, long nowBootNs)
    {
        _table = table;
        _process = new ProcessFilterSubject(nowBootNs);
    }

    /// <summary>What <c>is:failed</c> means for an event, and every count of failures: a failed call or a failed exit.</summary>
    public static bool IsFailure(LifecycleEvent e) => e switch
    {
        ExecExitEvent exec => exec.Failed,
        ForkFailEvent => true,
        ExitEvent exit => exit.Failed,
        _ => false,
    };

    /// <summary>Starts another query or batch: the time and the table may have changed.</summary>
    public void Restart(long nowBootNs)
    {
        _process.Restart(nowBootNs);
        _lookedUp = false;
    }

    /// <summary>Moves to an event, and returns this: <c>filter.Matches(subject.At(e))</c>.</summary>
    public EventFilterSubject At(LifecycleEvent e)
    {
        _event = e;
        _lookedUp = false;
        return this;
    }

    public bool AnyText(FilterField field, TextTest test) => field switch
    {
        FilterField.Comm => _event switch
        {
            RenameEvent rename => test.Matches(rename.From) || test.Matches(rename.To) || test.Matches(rename.Comm),
            _ => _event!.IsOfAProcess && test.Matches(_event.Comm),
        },
        FilterField.Path => _event switch
        {
            ExecEnterEvent enter => test.Matches(enter.Path),
            ExecExitEvent exec => test.Matches(exec.Path) || test.Matches(exec.Interpreter) || ProcessFilterSubject.Matches(exec.Exe, test),
            SnapshotEvent snapshot => test.Matches(snapshot.Path) || ProcessFilterSubject.Matches(snapshot.Exe, test),
            _ => false,
        },
        FilterField.Exe => _event switch
        {
            ExecExitEvent exec => ProcessFilterSubject.Matches(exec.Exe, test),
            SnapshotEvent snapshot => ProcessFilterSubject.Matches(snapshot.Exe, test),
            _ => false,
        },
        FilterField.Args => _event switch
        {
            ExecEnterEvent enter => _arguments.Matches(enter.Args, test),
            ExecExitEvent { ArgumentBlock: { IsEmpty: false } block } => _arguments.Matches(block, test),
            ExecExitEvent exec => _arguments.Matches(exec.Args, test),
            SnapshotEvent snapshot => _arguments.Matches(snapshot.Args, test),
            _ => false,
        },
        FilterField.Kind => test.Matches(EventKinds.NameOf(_event!.Kind)),
        FilterField.Syscall => _event switch
        {
            ExecEnterEvent enter => test.Matches(enter.Syscall),
            ExecExitEvent exec => test.Matches(exec.Syscall),
            ForkFailEvent fail => test.Matches(fail.Syscall),
            _ => false,
        },
        FilterField.Cwd when _event is ChdirEvent chdir => test.Matches(chdir.Cwd),
        FilterField.Cwd or FilterField.Pcomm => FindProcess() && _process.AnyText(field, test),
        FilterField.How => _event is ForkEvent { How: { } how } && test.Matches(ForkMethods.NameOf(how)),
        _ => OwnContext is { } own ? ContextFields.AnyText(own, field, test) : FindProcess() && _process.AnyText(field, test),
    };

    public bool AnyNumber(FilterField field, NumberTest test) => field switch
    {
        FilterField.Pid => _event!.IsOfAProcess && test.Matches(_event.Pid),
        FilterField.Tid => _event!.IsOfAProcess && test.Matches(_event.Tid),
        FilterField.Ppid => test.Matches(_event!.Ppid),
        FilterField.Ret => test.Matches(Ret),
        FilterField.Errno => Ret is < 0 and var ret && test.Matches(-ret),
        FilterField.Exit => _event switch
        {
            ExitEvent exit => test.Matches(exit.ExitCode),
            SnapshotEvent snapshot => test.Matches(snapshot.Exit?.ExitCode),
            _ => false,
        },
        FilterField.Signal => _event switch
        {
            ExitEvent exit => test.Matches(exit.Signal),
            SnapshotEvent snapshot => test.Matches(snapshot.Exit?.Signal),
            _ => false,
        },
        FilterField.Dur => _event switch
        {
            ExecExitEvent exec => test.Matches(exec.DurationNs),
            ExitEvent exit => test.Matches(exit.LifetimeNs),
            _ => false,
        },
        FilterField.Zombie => _event is ReapEvent reap && test.Matches(reap.ZombieNs),
        FilterField.Threads when _event is ThreadsEvent threads => test.Matches(threads.Count),
        FilterField.Threads when _event is SnapshotEvent snapshot => test.Matches(snapshot.Threads),
        FilterField.Uid or FilterField.Gid or FilterField.Loginuid or FilterField.Session or FilterField.Pgid or FilterField.NsPid when OwnContext is { } own => ContextFields.AnyNumber(own, field, test),
        _ => FindProcess() && _process.AnyNumber(field, test),
    };

    public bool Is(FilterFlag flag) => flag switch
    {
        FilterFlag.Failed => IsFailure(_event!),
        FilterFlag.Redacted => _event is ExecExitEvent { Redacted: not null } or SnapshotEvent { Redacted: not null },
        _ => FindProcess() && _process.Is(flag),
    };

    public bool IsUnder(int pid, long? startNs)
        => FindProcess()
            ? _process.IsUnder(pid, startNs)
            : _event!.IsOfAProcess
                && (LineageSearch.IsThis(_event.Process, pid, startNs)
                    || (_event.Parent is { } parent && LineageSearch.IsThis(parent, pid, startNs)));

    /// <summary>The context as the filter sees it: the event's own, else that of its process.</summary>
    public ProcessContext? Context => OwnContext ?? (FindProcess() ? _process.Context : null);

    /// <summary>The names of its process's parents, at birth and now, as <c>pcomm:</c> matches them; null where unknown.</summary>
    public (string? AtBirth, string? Current) ParentNames => FindProcess() ? _process.ParentNames : default;

    private long? Ret => _event switch
    {
        ExecExitEvent exec => exec.Ret,
        ForkFailEvent fail => fail.Ret,
        _ => null,
    };

    /// <summary>The context at that moment; the process may have changed since.</summary>
    private ProcessContext? OwnContext => _event switch
    {
        ForkEvent fork => fork.Context,
        ExecExitEvent exec => exec.Context,
        CredentialsEvent change => change.Now,
        SnapshotEvent snapshot => snapshot.Context,
        _ => null,
    };

    /// <summary>Looks up the process when the first field needs it: most filters do not.</summary>
    private bool FindProcess()
    {
        if (!_lookedUp)
        {
            _lookedUp = true;
            var process = _event!.IsOfAProcess ? _table?.Find(_event.Process) : null;
            _hasProcess = process is not null;
            if (process is not null)
            {
                _process.At(process);
            }
        }

        return _hasProcess;
    }
}

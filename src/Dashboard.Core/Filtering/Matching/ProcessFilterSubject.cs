using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>
/// Evaluates filters on processes. Create one per query and move it from process to process; inside LifecycleStore.Read
/// only, and on one thread. The meaning of each field is in <see cref="FilterCatalogue"/>.
/// </summary>
public sealed class ProcessFilterSubject : IFilterSubject
{
    private readonly ArgumentText _arguments = new();
    private readonly LineageSearch _lineage = new();
    private ProcessRecord? _process;
    private long _nowBootNs;

    /// <param name="nowBootNs">The moment up to which lifetimes and zombie times of running processes are counted.</param>
    public ProcessFilterSubject(long nowBootNs) => _nowBootNs = nowBootNs;

    /// <summary>Starts another query: the time and the table may have changed.</summary>
    public void Restart(long nowBootNs)
    {
        _nowBootNs = nowBootNs;
        _lineage.Clear();
    }

    /// <summary>Moves to a process, and returns this: <c>filter.Matches(subject.At(process))</c>.</summary>
    public ProcessFilterSubject At(ProcessRecord process)
    {
        _process = process;
        return this;
    }

    internal ProcessContext? Context => _process!.Context;

    internal (string? AtBirth, string? Current) ParentNames => (_process!.Detail.Parent?.Comm, _process.Detail.CurrentParent?.Comm);

    public bool AnyText(FilterField field, TextTest test)
    {
        var process = _process!;
        return field switch
        {
            FilterField.Comm or FilterField.Path or FilterField.Exe or FilterField.Args or FilterField.Syscall
                => AnyOfImages(process, field, test) || AnyOfFailures(process, field, test),
            FilterField.Kind => AnyKind(process, test),
            FilterField.Cwd => test.Matches(process.Cwd),
            FilterField.Pcomm => test.Matches(ParentNames.AtBirth) || test.Matches(ParentNames.Current),
            FilterField.How => process.How is { } how && test.Matches(ForkMethods.NameOf(how)),
            _ => ContextFields.AnyText(process.Context, field, test),
        };
    }

    public bool AnyNumber(FilterField field, NumberTest test)
    {
        var process = _process!;
        return field switch
        {
            FilterField.Pid or FilterField.Tid => test.Matches(process.Pid),
            FilterField.Ppid => AnyParent(process.Detail, test),
            FilterField.Errno => AnyResult(process, test, negate: true),
            FilterField.Ret => (process.ExecCount > 0 && test.Matches(0)) || AnyResult(process, test, negate: false),
            FilterField.Exit => test.Matches(process.Detail.Exit.ExitCode),
            FilterField.Signal => test.Matches(process.Detail.Exit.Signal),
            FilterField.Dur => test.Matches(process.LifetimeNs(_nowBootNs)),
            FilterField.Zombie => test.Matches(ZombieNs(process)),
            FilterField.Threads => test.Matches(process.Threads),
            FilterField.Images => test.Matches(process.ExecCount + 1),
            FilterField.Children => test.Matches(process.ChildCount),
            _ => ContextFields.AnyNumber(process.Context, field, test),
        };
    }

    public bool Is(FilterFlag flag)
    {
        var process = _process!;
        return flag switch
        {
            FilterFlag.Running => process.State == ProcessState.Running,
            FilterFlag.Zombie => process.State == ProcessState.Zombie,
            FilterFlag.Exited => process.State == ProcessState.Exited,
            FilterFlag.Failed => process.Failed,
            FilterFlag.Recycled => process.Life > 1,
            FilterFlag.NoExec => process.ExecCount == 0 && process.ForkWasSeen,
            FilterFlag.ExecOnly => process.ExecCount >= (process.FromSnapshot ? 1 : 2),
            FilterFlag.Short => process.HasEnded && process.LifetimeNs(_nowBootNs) < FilterFlags.ShortNs,
            FilterFlag.Orphan => IsOrphan(process),
            FilterFlag.Redacted => IsRedacted(process),
            _ => false,
        };
    }

    public bool IsUnder(int pid, long? startNs) => _lineage.IsUnder(_process!, pid, startNs);

    /// <summary>
    /// Image 0 is the parent's program: it counts only for a process that never called exec. Otherwise comm:bash would match
    /// everything ever started from a shell.
    /// </summary>
    private bool AnyOfImages(ProcessRecord process, FilterField field, TextTest test)
    {
        if (field == FilterField.Comm && test.Matches(process.Comm))
        {
            return true;
        }

        var images = process.Detail.Images;
        for (var i = process.ExecCount > 0 && !process.FromSnapshot ? 1 : 0; i < images.Length; i++)
        {
            ref readonly var image = ref images[i];
            if (field switch
            {
                FilterField.Comm => test.Matches(image.Comm),
                FilterField.Path => test.Matches(image.Path) || test.Matches(image.Interpreter) || Matches(image.Exe, test),
                FilterField.Exe => Matches(image.Exe, test),
                FilterField.Syscall => test.Matches(image.Syscall),
                _ => _arguments.Matches(image.Args, test),
            })
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyOfFailures(ProcessRecord process, FilterField field, TextTest test)
    {
        foreach (ref readonly var failure in process.Detail.FailedExecs)
        {
            if (field switch
            {
                FilterField.Path => test.Matches(failure.Path),
                FilterField.Args => _arguments.Matches(failure.Args, test),
                FilterField.Syscall => test.Matches(failure.Syscall),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of image 0 as for the other fields: it counts for a process that never called exec.</summary>
    private static bool IsRedacted(ProcessRecord process)
    {
        var images = process.Detail.Images;
        for (var i = process.ExecCount > 0 && !process.FromSnapshot ? 1 : 0; i < images.Length; i++)
        {
            if (images[i].Redacted is not null)
            {
                return true;
            }
        }

        foreach (ref readonly var failure in process.Detail.FailedExecs)
        {
            if (failure.Redacted is not null)
            {
                return true;
            }
        }

        return false;
    }

    internal static bool Matches(ExecutableFile? file, TextTest test) => file is not null && file.PathSpan is { IsEmpty: false } path && test.Matches(path);

    private static bool AnyParent(ProcessDetail detail, NumberTest test)
        => (detail.Parent is { } birth && test.Matches(birth.Pid))
            || (detail.CurrentParent is { } now && test.Matches(now.Pid));

    private static bool AnyResult(ProcessRecord process, NumberTest test, bool negate)
    {
        var detail = process.Detail;
        foreach (ref readonly var failure in detail.FailedExecs)
        {
            if (test.Matches(negate ? -failure.Ret : failure.Ret))
            {
                return true;
            }
        }

        if (detail.ForkFailures is { } forks)
        {
            foreach (var (ret, _) in forks)
            {
                if (test.Matches(negate ? -ret : ret))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The event kinds of a process, as far as its record shows.</summary>
    private static bool AnyKind(ProcessRecord process, TextTest test)
        => (process.ForkWasSeen && test.Matches(EventKinds.Fork))
            || (process.Detail.ForkFailures is { Count: > 0 } && test.Matches(EventKinds.ForkFail))
            || ((process.ExecCount > 0 || process.FailedExecCount > 0)
                && (test.Matches(EventKinds.ExecEnter) || test.Matches(EventKinds.ExecExit)))
            || (process.Comm != process.Detail.Images[^1].Comm && test.Matches(EventKinds.Rename))
            || (process.Threads > 1 && test.Matches(EventKinds.Threads))
            || (process.HasEnded && test.Matches(EventKinds.Exit))
            || (process.Detail.Reaped.IsKnown && test.Matches(EventKinds.Reap))
            || (process.FromSnapshot && test.Matches(EventKinds.Snapshot));

    private static bool IsOrphan(ProcessRecord process)
        => process.Detail is { Parent: { } birth, CurrentParent: { } now }
            && (birth.Pid != now.Pid || (birth.Id is not null && now.Id is not null && birth.Id != now.Id));

    private long? ZombieNs(ProcessRecord process)
        => process.State == ProcessState.Zombie
            ? Math.Max(0, _nowBootNs - process.ExitBootNs)
            : process.Detail.Reaped.ZombieNs;
}

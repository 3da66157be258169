using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Rejects events that are valid JSON but that no kernel produces: required fields that are null, pids and numbers out of
/// range. Later code can rely on this check.
/// </summary>
internal static class EventSense
{
    /// <summary>PID_MAX_LIMIT of a 64-bit kernel; include/linux/threads.h.</summary>
    private const int MaxPid = 1 << 22;

    /// <summary>_NSIG.</summary>
    private const int MaxSignal = 64;

    /// <summary>A start time may be slightly before or after the time of the event that reports it.</summary>
    private const long ClockSlackNs = 1_000_000_000;

    /// <summary>
    /// TASK_COMM_LEN is 16; /proc has longer names of kernel workers (WQ_NAME_LEN and proc_task_name, 64). Bounded because
    /// each process and event keeps its own copy.
    /// </summary>
    private const int MaxName = 64;

    /// <summary>Keeps sums of many counts from overflowing.</summary>
    private const long MaxCount = 1_000_000_000_000;

    /// <summary>The error, as the end of a sentence; null for none.</summary>
    public static string? ProblemOf(LifecycleEvent e) => OfProcess(e) ?? OfKind(e);

    private static string? OfProcess(LifecycleEvent e)
    {
        if (e.Comm is null)
        {
            return Null("comm");
        }

        if (OfName(e.Comm, "comm") is { } tooLong)
        {
            return tooLong;
        }

        if (!e.IsOfAProcess)
        {
            return null;
        }

        return e.Process.Pid == 0 ? "it does not say which process it is about"
            : Of(e.Process, e, "process")
            ?? (e.Tid is < 0 or > MaxPid ? OutOfRange("tid") : null)
            ?? (e.Parent is { } parent ? Of(parent, e, "parent") : null);
    }

    private static string? OfKind(LifecycleEvent e) => e switch
    {
        ForkEvent fork => (fork.How is { } how && !Enum.IsDefined(how) ? OutOfRange("how") : null)
            ?? (fork.Flags?.Contains(null!) == true ? Null("flags") : null)
            ?? Of(fork.By, e, "by") ?? Of(fork.Context),
        ForkFailEvent fail => (fail.Syscall is null ? Null("syscall") : OfName(fail.Syscall, "syscall")) ?? OfResult(fail.Ret),
        ExecEnterEvent enter => (enter.Syscall is null ? Null("syscall") : OfName(enter.Syscall, "syscall")) ?? OfArguments(enter.Args, enter.ArgCount),
        ExecExitEvent exec => OfResult(exec.Ret) ?? OfName(exec.Syscall, "syscall") ?? OfArguments(exec.Args, exec.ArgCount) ?? Of(exec.Exe)
            ?? (exec.DurationNs is < 0 ? OutOfRange("durationNs") : null)
            ?? (exec.OldTid is < 0 or > MaxPid ? OutOfRange("oldTid") : null) ?? Of(exec.Context),
        ExitEvent exit => OfEnd(exit.ExitCode, exit.Signal) ?? Of(exit.By, e, "by") ?? Of(exit.Adopter, e, "adopter") ?? Of(exit.Usage),
        ReapEvent reap => Of(reap.By, e, "by") ?? Of(reap.Usage),
        RenameEvent rename => rename.From is null ? Null("from") : rename.To is null ? Null("to") : OfName(rename.From, "from") ?? OfName(rename.To, "to"),
        CredentialsEvent change => Of(change),
        ThreadsEvent threads => OfThreads(threads.Count, "count"),
        SnapshotEvent snapshot => OfArguments(snapshot.Args, snapshot.ArgCount) ?? OfThreads(snapshot.Threads, "threads")
            ?? OfEnd(snapshot.Exit?.ExitCode, snapshot.Exit?.Signal) ?? Of(snapshot.Exe) ?? Of(snapshot.Context),
        LostEvent lost => lost.Cause is null ? Null("cause")
            : lost.Count is < 0 or > MaxCount ? OutOfRange("count")
            : lost.From?.UnixNs > lost.To?.UnixNs ? "its from is after its to" : OfPressure(lost),
        ClockEvent clock => OfOffset(clock.FromOffsetNs, "fromOffsetNs") ?? OfOffset(clock.ToOffsetNs, "toOffsetNs"),
        CensusEvent census => census.Present is null ? Null("present") : null,
        _ => null,
    };

    private static string? Of(ProcessId id, LifecycleEvent e, string field)
        => id.Pid is < 0 or > MaxPid ? OutOfRange(field)
            : id.StartNs < 0 || id.StartNs - ClockSlackNs > e.BootNs ? $"its {field} begins after the event" : null;

    private static string? Of(ProcessReference? who, LifecycleEvent e, string field)
        => who is not { } other ? null
            : other.Pid is < 0 or > MaxPid ? OutOfRange(field)
            : OfName(other.Comm, field) is { } tooLong ? tooLong
            : other.Id is { } id ? Of(id, e, field) : null;

    private static string? Of(ProcessContext? context)
        => context is { } where && (where.PidInNamespace is < 0 or > MaxPid || where.Session is < 0 or > MaxPid
            || where.ProcessGroup is < 0 or > MaxPid) ? OutOfRange("context") : null;

    private static string? Of(ResourceUsage? usage)
        => usage is { } used && (used.UserNs < 0 || used.SystemNs < 0 || used.MaxRssBytes < 0 || used.MinorFaults < 0
            || used.MajorFaults < 0 || used.VoluntarySwitches < 0 || used.InvoluntarySwitches < 0 || used.ReadBytes is < 0
            || used.WriteBytes is < 0) ? OutOfRange("usage") : null;

    private static string? Of(ExecutableFile? file)
        => file?.Device is { } device && !device.All(c => char.IsAsciiDigit(c) || c == ':') ? "its exe.device is not major:minor" : null;

    private static string? Of(CredentialsEvent change)
        => OfId(change.Uid, "uid") ?? OfId(change.Gid, "gid") ?? OfPid(change.Session, "session") ?? OfPid(change.ProcessGroup, "pgid");

    private static string? OfId(NumberChange? change, string field)
        => change?.From is < 0 or > uint.MaxValue || change?.To is < 0 or > uint.MaxValue ? OutOfRange(field) : null;

    private static string? OfPid(NumberChange? change, string field)
        => change?.From is < 0 or > MaxPid || change?.To is < 0 or > MaxPid ? OutOfRange(field) : null;

    private static string? OfArguments(IReadOnlyList<string>? args, int? count)
        => args?.Contains(null!) == true ? Null("args") : count is < 0 ? OutOfRange("argCount") : null;

    private static string? OfEnd(int? code, int? signal)
        => code is < 0 or > 255 ? OutOfRange("exitCode") : signal is < 0 or > MaxSignal ? OutOfRange("signal") : null;

    private static string? OfPressure(LostEvent lost)
        => Of(lost.Shed, "shed")
            ?? (lost.Origin?.Any(o => o?.Comm is null || o.Shed is null) == true ? Null("origin") : null)
            ?? lost.Origin?.Select(o => Of(o.Shed, "origin")).FirstOrDefault(problem => problem is not null)
            ?? (lost.Culprits?.Any(c => c?.Comm is null) == true ? Null("culprits") : null)
            ?? (lost.Culprits?.Any(c => c.Bytes is < 0 or > MaxCount || c.Records is < 0 or > MaxCount) == true ? OutOfRange("culprits") : null);

    private static string? Of(ShedCounts? shed, string field)
        => shed is null ? null
            : shed.Records is null ? Null(field)
            : shed.Arguments is < 0 or > MaxCount || shed.Paths is < 0 or > MaxCount || shed.Records.Values.Any(n => n is < 0 or > MaxCount) ? OutOfRange(field)
            : null;

    /// <summary>Wall clocks range from 1970 to 2262, and no machine runs for longer than 50 years.</summary>
    private static string? OfOffset(long offsetNs, string field)
        => offsetNs < -RecordingTimes.MaxBootNs || offsetNs > long.MaxValue - RecordingTimes.MaxBootNs ? OutOfRange(field) : null;

    private static string? OfThreads(int count, string field) => count is < 0 or > MaxPid ? OutOfRange(field) : null;

    private static string? OfResult(long ret) => ret is < int.MinValue or > int.MaxValue ? OutOfRange("ret") : null;

    private static string? OfName(string? name, string field) => name?.Length > MaxName ? $"its {field} is longer than any name" : null;

    private static string Null(string field) => $"its {field} is null, or has a null in it";

    private static string OutOfRange(string field) => $"its {field} is no number that Linux gives";
}

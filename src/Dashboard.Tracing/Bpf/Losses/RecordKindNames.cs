using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Names of record kinds in losses, as in docs/events.md: finer than the kinds of events.</summary>
internal static class RecordKindNames
{
    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.Fork => "fork",
        RecordKind.ExecEnter => "exec.enter",
        RecordKind.Exec => "exec",
        RecordKind.ExecFail => "exec.fail",
        RecordKind.Exit => "exit",
        RecordKind.Threads => "threads",
        RecordKind.Free => "release",
        RecordKind.Reap => "reap",
        RecordKind.Rename => "rename",
        RecordKind.ForkFail => "fork.fail",
        RecordKind.Signal => "signal",
        RecordKind.Oom => "oom",
        RecordKind.Chdir => "chdir",
        RecordKind.Change => "credentials",
        _ => "other",
    };
}

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>enum lifecycle_kind of lifecycle_event.h.</summary>
internal enum RecordKind : ushort
{
    Fork = 1,
    ExecEnter = 2,
    Exec = 3,
    ExecFail = 4,
    Exit = 5,
    Threads = 6,
    Free = 7,
    Reap = 8,
    Rename = 9,
    ForkFail = 10,
    Signal = 11,
    Oom = 12,
    Task = 13,
    Chdir = 14,
    Change = 15,
}

namespace Dashboard.Core.Processes.Archive;

/// <summary>The fields that a packed record has: its first number. The most frequent fields come first, because seven flags fit into a byte.</summary>
[Flags]
internal enum PackedFields
{
    None = 0,
    Reaped = 1,
    ReapedByCurrentParent = 2,
    ZombieIsReapMinusExit = 4,
    ChangedByReap = 8,
    Usage = 1 << 4,
    Context = 1 << 5,
    BornByParent = 1 << 6,
    SameParent = 1 << 7,
    How = 1 << 8,
    CloneFlags = 1 << 9,
    ExitCode = 1 << 10,
    InnerPid = 1 << 11,
    Signal = 1 << 12,
    CoreDumped = 1 << 13,
    Oom = 1 << 14,
    ExitBy = 1 << 15,
    Failures = 1 << 16,
    ForkFailures = 1 << 17,
    Threads = 1 << 18,
    Inferred = 1 << 19,
    Snapshot = 1 << 20,
    ManyExecs = 1 << 21,
    RssInBytes = 1 << 22,
    ExitLag = 1 << 23,
    Waited = 1 << 24,
}

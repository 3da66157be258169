namespace Dashboard.Core.Processes.Archive;

/// <summary>Which fields a packed record has: the first number of it.</summary>
[Flags]
internal enum PackedFields
{
    None = 0,
    Reaped = 1,
    ReapedByCurrentParent = 2,
    ZombieIsReapMinusExit = 4,
    Usage = 8,
    Context = 1 << 4,
    BornByParent = 1 << 5,
    SameParent = 1 << 6,
    How = 1 << 7,
    CloneFlags = 1 << 8,
    ExitCode = 1 << 9,
    Signal = 1 << 10,
    CoreDumped = 1 << 11,
    Oom = 1 << 12,
    ExitBy = 1 << 13,
    Failures = 1 << 14,
    ForkFailures = 1 << 15,
    Threads = 1 << 16,
    Inferred = 1 << 17,
    Snapshot = 1 << 18,
    ManyExecs = 1 << 19,
    RssInBytes = 1 << 20,
}

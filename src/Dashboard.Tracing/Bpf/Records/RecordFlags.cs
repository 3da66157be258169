namespace Dashboard.Tracing.Bpf.Records;

/// <summary>enum lifecycle_flag of lifecycle_event.h: what a record lacks, and additional facts.</summary>
[Flags]
internal enum RecordFlags : ushort
{
    None = 0,
    PathUnreadable = 1 << 0,
    PathCut = 1 << 1,
    ArgsUnreadable = 1 << 2,
    ArgsCut = 1 << 3,

    /// <summary>Counting stopped early: the number of arguments is a lower bound.</summary>
    ArgCountAtLeast = 1 << 4,
    KernelThread = 1 << 5,

    /// <summary>The executable's path is deeper than was followed, or was left out.</summary>
    ExeCut = 1 << 6,

    /// <summary>The file was already deleted when it was executed.</summary>
    ExeDeleted = 1 << 7,

    /// <summary>A wait without a status pointer: it may have returned for a stop or a continue.</summary>
    Unverified = 1 << 8,

    /// <summary>Not the machine's pid namespace; a reaped pid is then relative to the reaper's namespace.</summary>
    NestedNamespace = 1 << 9,
    FromKernel = 1 << 10,
    ThreadStarted = 1 << 11,

    /// <summary>CLONE_VM and CLONE_VFORK, and a stack for the child.</summary>
    OwnStack = 1 << 12,

    /// <summary>The missing arguments were left out because the ring was filling up.</summary>
    ArgsShed = 1 << 13,
    PathShed = 1 << 14,
}

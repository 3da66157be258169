namespace Dashboard.Tracing.Bpf.Records;

/// <summary>enum lifecycle_syscall of lifecycle_event.h.</summary>
internal enum RecordSyscall : uint
{
    None = 0,
    Execve = 1,
    Execveat = 2,
    Fork = 3,
    Vfork = 4,
    Clone = 5,
    Clone3 = 6,
    Wait4 = 7,
    Waitid = 8,

    /// <summary>Made by a kernel thread, without a system call.</summary>
    Kernel = 9,
}

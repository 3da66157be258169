using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>Names of system calls and flags in events.</summary>
internal sealed class CallNames
{
    private const ulong BorrowFlags = CloneFlagNames.Vm | CloneFlagNames.Vfork;

    /// <summary>Bounded, because a program could try every combination.</summary>
    private const int MaxKept = 1024;

    /// <summary>Few combinations occur, and the events share their lists.</summary>
    private readonly Dictionary<ulong, IReadOnlyList<string>> _flags = [];

    public IReadOnlyList<string> FlagsOf(ulong flags)
    {
        if (!_flags.TryGetValue(flags, out var names))
        {
            names = CloneFlagNames.Of(flags);
            if (_flags.Count < MaxKept)
            {
                _flags.Add(flags, names);
            }
        }

        return names;
    }

    /// <summary>
    /// Null when it is not known, or when no system call created the process. Both vfork and posix_spawn share the memory and
    /// wait; on arm64, which has no vfork, both use clone. Only posix_spawn passes a stack for the child.
    /// </summary>
    public static ForkMethod? MethodOf(RecordSyscall syscall, ulong flags, bool ownStack) => syscall switch
    {
        RecordSyscall.Fork => ForkMethod.Fork,
        RecordSyscall.Vfork => ForkMethod.Vfork,
        RecordSyscall.Clone or RecordSyscall.Clone3 when (flags & BorrowFlags) == BorrowFlags =>
            ownStack ? ForkMethod.PosixSpawn : ForkMethod.Vfork,
        RecordSyscall.Clone => ForkMethod.Clone,
        RecordSyscall.Clone3 => ForkMethod.Clone3,
        _ => null,
    };

    public static string? SyscallOf(RecordSyscall syscall) => syscall switch
    {
        RecordSyscall.Execve => "execve",
        RecordSyscall.Execveat => "execveat",
        RecordSyscall.Fork => "fork",
        RecordSyscall.Vfork => "vfork",
        RecordSyscall.Clone => "clone",
        RecordSyscall.Clone3 => "clone3",
        _ => null,
    };
}

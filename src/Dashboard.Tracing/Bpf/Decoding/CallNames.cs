using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>How a system call is called in events.</summary>
internal sealed class CallNames
{
    private const ulong BorrowFlags = CloneFlagNames.Vm | CloneFlagNames.Vfork;

    /// <summary>Bounded: a program that tries every combination is not worth memory.</summary>
    private const int MaxKept = 1024;

    /// <summary>Few combinations exist, and each event refers to one.</summary>
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
    /// Null when it is not known, or when no system call made the process. vfork and posix_spawn both borrow the memory
    /// and wait; arm64 has no call vfork, so there both are a clone. The stack tells them apart: posix_spawn brings one.
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

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>The flags of clone(2) and clone3(2) by name, from include/uapi/linux/sched.h.</summary>
internal static class CloneFlagNames
{
    public const ulong Vm = 0x100;
    public const ulong Vfork = 0x4000;

    private static readonly (ulong Bit, string Name)[] Names =
    [
        (Vm, "CLONE_VM"),
        (0x200, "CLONE_FS"),
        (0x400, "CLONE_FILES"),
        (0x800, "CLONE_SIGHAND"),
        (0x1000, "CLONE_PIDFD"),
        (0x2000, "CLONE_PTRACE"),
        (Vfork, "CLONE_VFORK"),
        (0x8000, "CLONE_PARENT"),
        (0x10000, "CLONE_THREAD"),
        (0x20000, "CLONE_NEWNS"),
        (0x40000, "CLONE_SYSVSEM"),
        (0x80000, "CLONE_SETTLS"),
        (0x100000, "CLONE_PARENT_SETTID"),
        (0x200000, "CLONE_CHILD_CLEARTID"),
        (0x400000, "CLONE_DETACHED"),
        (0x800000, "CLONE_UNTRACED"),
        (0x1000000, "CLONE_CHILD_SETTID"),
        (0x2000000, "CLONE_NEWCGROUP"),
        (0x4000000, "CLONE_NEWUTS"),
        (0x8000000, "CLONE_NEWIPC"),
        (0x10000000, "CLONE_NEWUSER"),
        (0x20000000, "CLONE_NEWPID"),
        (0x40000000, "CLONE_NEWNET"),
        (0x80000000, "CLONE_IO"),
        (0x100000000, "CLONE_CLEAR_SIGHAND"),
        (0x200000000, "CLONE_INTO_CGROUP"),
        (0x80, "CLONE_NEWTIME"),
    ];

    /// <summary>In the order of the bits; a bit without a name is written as a number.</summary>
    public static string[] Of(ulong flags)
    {
        var names = new List<string>();
        foreach (var (bit, name) in Names)
        {
            if ((flags & bit) != 0)
            {
                names.Add(name);
                flags &= ~bit;
            }
        }

        if (flags != 0)
        {
            names.Add($"0x{flags:x}");
        }

        return [.. names];
    }
}

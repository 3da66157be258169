namespace Dashboard.Core.Readings;

/// <summary>Capability names by bit, from include/uapi/linux/capability.h of Linux 6.18.</summary>
public static class CapabilityNames
{
    private static readonly string[] ByBit =
    [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE",
        "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT",
        "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE",
        "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ",
        "PERFMON", "BPF", "CHECKPOINT_RESTORE",
    ];

    /// <summary>The number of known capabilities; a newer kernel may have more.</summary>
    public static int Count => ByBit.Length;

    /// <summary>The names in a set, as in /proc/PID/status: "000001ffffffffff".</summary>
    public static IReadOnlyList<string> Of(ulong set)
    {
        var names = new List<string>();
        for (var bit = 0; bit < 64; bit++)
        {
            if ((set >> bit & 1) != 0)
            {
                names.Add(bit < ByBit.Length ? $"CAP_{ByBit[bit]}" : $"CAP_{bit}");
            }
        }

        return names;
    }
}

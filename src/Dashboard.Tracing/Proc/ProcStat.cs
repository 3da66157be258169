using System.Buffers.Text;

namespace Dashboard.Tracing.Proc;

/// <summary>
/// Fields of /proc/PID/stat: "7 (my (odd) name) S 1 7 7 0 -1 …", counted from the last bracket, because a name may contain
/// brackets. Parsed in place, because a thousand may be read in a second.
/// </summary>
internal readonly record struct ProcStat(
    char State, int ProcessGroup, int Session, uint TtyDevice, uint Flags, long UserTicks, long SystemTicks, int Nice, int Threads, long StartTicks,
    long ResidentPages)
{
    public const int MaxBytes = 4096;

    /// <summary>USER_HZ: 100 on all architectures that are built for.</summary>
    public const long NsPerTick = 10_000_000;

    /// <summary>PF_KTHREAD of include/linux/sched.h.</summary>
    private const uint KernelThread = 0x00200000;

    /// <summary>Up to the resident pages, field 24 of proc_pid_stat(5); the state is field 3.</summary>
    private const int Fields = 22;

    public bool IsKernelThread => (Flags & KernelThread) != 0;

    /// <summary>Its memory, files and namespaces are gone.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>Null when the process has exited.</summary>
    public static ProcStat? Read(ProcDirectory directory) => Parse(directory.Read("stat", MaxBytes, out _));

    public static ProcStat? Parse(ReadOnlySpan<byte> stat)
    {
        var bracket = stat.LastIndexOf((byte)')');
        if (bracket <= 0)
        {
            return null;
        }

        var text = stat[(bracket + 1)..].Trim((byte)' ');
        Span<long> fields = stackalloc long[Fields];
        var count = 0;
        foreach (var range in text.Split((byte)' '))
        {
            // The state is a letter.
            if (!Utf8Parser.TryParse(text[range], out fields[count], out _) && count > 0)
            {
                return null;
            }

            if (++count == Fields)
            {
                return new ProcStat(
                    (char)text[0], (int)fields[2], (int)fields[3], (uint)fields[4], (uint)fields[6], fields[11], fields[12], (int)fields[16], (int)fields[17],
                    fields[19], fields[21]);
            }
        }

        return null;
    }
}

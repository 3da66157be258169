using System.Globalization;
using System.Text;

namespace Dashboard.Tracing.Proc;

/// <summary>
/// Fields of /proc/PID/stat: "7 (my (odd) name) S 1 7 7 0 -1 …", counted from the last bracket, because a name may contain
/// brackets.
/// </summary>
internal readonly record struct ProcStat(
    char State, int ProcessGroup, int Session, uint TtyDevice, uint Flags, int Nice, int Threads, long StartTicks)
{
    private const int MaxBytes = 4096;

    /// <summary>PF_KTHREAD of include/linux/sched.h.</summary>
    private const uint KernelThread = 0x00200000;

    public bool IsKernelThread => (Flags & KernelThread) != 0;

    /// <summary>Its memory, files and namespaces are gone.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>Null when the process has exited.</summary>
    public static ProcStat? Read(ProcDirectory directory) => Parse(directory.Read("stat", MaxBytes, out _));

    public static ProcStat? Parse(byte[]? stat)
    {
        if (stat is null || Array.LastIndexOf(stat, (byte)')') is not (> 0 and var bracket))
        {
            return null;
        }

        // Field 3 follows the bracket.
        var fields = Encoding.ASCII.GetString(stat.AsSpan(bracket + 1)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 ? null : new ProcStat(
            fields[0][0], Int(fields[2]), Int(fields[3]), (uint)Int(fields[4]), uint.Parse(fields[6], CultureInfo.InvariantCulture), Int(fields[16]),
            Int(fields[17]), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static int Int(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}

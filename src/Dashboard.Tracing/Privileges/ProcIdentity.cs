using System.Buffers.Text;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Privileges;

/// <summary>A process or thread as the privileged part checks it: its number, and its start as field 22 of stat has it.</summary>
internal readonly record struct ProcIdentity(int Pid, ulong StartTicks)
{
    private const int MaxStatBytes = 4096;

    /// <summary>Position of the start behind the bracket, where the state is the first.</summary>
    private const int Start = 20;

    /// <param name="directory">"/proc/PID", or the path of an open directory of one.</param>
    public static ProcIdentity? Of(string directory)
    {
        Span<byte> buffer = stackalloc byte[MaxStatBytes];
        var length = LibC.ReadOnce(directory + "/stat", buffer);
        var stat = length > 0 ? buffer[..length] : default;
        var bracket = stat.LastIndexOf((byte)')');
        if (bracket < 0 || !Utf8Parser.TryParse(stat, out int pid, out _))
        {
            return null;
        }

        var at = 0;
        foreach (var range in stat[(bracket + 1)..].Split((byte)' '))
        {
            // The first range is empty.
            if (at++ == Start)
            {
                return Utf8Parser.TryParse(stat[(bracket + 1)..][range], out ulong ticks, out _) ? new ProcIdentity(pid, ticks) : null;
            }
        }

        return null;
    }
}

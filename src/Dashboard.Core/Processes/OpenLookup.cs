using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>A failed exec that may still turn out to be a step of a PATH search: what of its event is needed then.</summary>
/// <param name="Seq">Its number in the history.</param>
/// <param name="IsLookup">A recording said so already, and it was counted as a lookup when it came.</param>
internal readonly record struct OpenLookup(long Seq, Timestamp Time, long BootNs, long Ret, string? Syscall, string Comm, string Path, bool IsLookup)
{
    public static OpenLookup Of(ExecExitEvent exec)
        => new(exec.Seq, exec.Time, exec.BootNs, exec.Ret, exec.Syscall, exec.Comm, exec.Path!, exec.Lookup);
}

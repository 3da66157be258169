using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>A failed exec that may still turn out to be a step of a PATH search, with the fields of its event needed then.</summary>
/// <param name="Seq">Its number in the history.</param>
/// <param name="IsLookup">Marked as a lookup in a recording already, and counted as one on arrival.</param>
internal readonly record struct OpenLookup(long Seq, Timestamp Time, long BootNs, long Ret, string? Syscall, string Comm, string Path, bool IsLookup)
{
    public static OpenLookup Of(ExecExitEvent exec)
        => new(exec.Seq, exec.Time, exec.BootNs, exec.Ret, exec.Syscall, exec.Comm, exec.Path!, exec.Lookup);
}

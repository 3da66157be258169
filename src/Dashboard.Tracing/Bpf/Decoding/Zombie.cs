using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>A process between its exit and its release.</summary>
/// <param name="Reaper">The process that waited, once it is known.</param>
/// <param name="WaitedBootNs">When the wait returned; 0 before.</param>
/// <param name="NextOfNumber">Pid of another zombie that has the same pid in another namespace.</param>
internal record struct Zombie(
    ProcessId Process, int PidInNamespace, ProcessId? Parent, string Comm, ProcessReference? Reaper = null, long WaitedBootNs = 0, int? NextOfNumber = null);

using Dashboard.Core.Processes;

namespace Dashboard.Tracing.Bpf;

/// <summary>A process between its exit and its release.</summary>
internal sealed class Zombie
{
    public required ProcessId Process { get; init; }

    public required int PidInNamespace { get; init; }

    public required ProcessId? Parent { get; init; }

    public required string Comm { get; init; }

    /// <summary>Who waited, once that is known.</summary>
    public ProcessReference? Reaper { get; set; }

    /// <summary>When the wait returned; 0 while nobody has waited.</summary>
    public long WaitedBootNs { get; set; }
}

using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>The last thread of a process has gone.</summary>
public sealed record ExitEvent() : LifecycleEvent(EventKinds.Exit)
{
    /// <summary>0 to 255; null when a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended it, else null.</summary>
    public int? Signal { get; init; }

    public bool CoreDumped { get; init; }

    /// <summary>True when the kernel's out-of-memory killer chose it.</summary>
    public bool Oom { get; init; }

    /// <summary>Who sent the signal, where that was seen.</summary>
    public ProcessReference? By { get; init; }

    /// <summary>
    /// Who takes over its children: the nearest subreaper, else the init of its pid namespace; itself when it is that
    /// init. Null when it leaves none (a process whose threads end all at once names it in any case), or not known.
    /// </summary>
    public ProcessReference? Adopter { get; init; }

    public long LifetimeNs => BootNs - Process.StartNs;

    public ResourceUsage? Usage { get; init; }
}

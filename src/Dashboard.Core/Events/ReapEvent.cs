using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>A process that had exited was waited for, and its pid is free again.</summary>
public sealed record ReapEvent() : LifecycleEvent(EventKinds.Reap)
{
    /// <summary>Who waited; null when nobody did (SIGCHLD ignored) or it was not seen.</summary>
    public ProcessReference? By { get; init; }

    /// <summary>How long it was a zombie; null when the exit was not seen. Stamped by the process table.</summary>
    [System.Text.Json.Serialization.JsonInclude]
    public long? ZombieNs { get; internal set; }

    /// <summary>The kernel's final books, the ones that wait4 reports; null when the release was not seen.</summary>
    public ResourceUsage? Usage { get; init; }
}

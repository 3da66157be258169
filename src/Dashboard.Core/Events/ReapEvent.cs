using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>A process that had exited was waited for, and its pid is free again.</summary>
public sealed record ReapEvent() : LifecycleEvent(EventKinds.Reap)
{
    private ProcessReference? _by;
    private ResourceUsage? _usage;

    /// <summary>Who waited; null when nobody did (SIGCHLD ignored) or it was not seen.</summary>
    public ProcessReference? By { get => _by; init => _by = value; }

    /// <summary>How long it was a zombie; null when the exit was not seen. Stamped by the process table.</summary>
    [System.Text.Json.Serialization.JsonInclude]
    public long? ZombieNs { get; internal set; }

    /// <summary>The kernel's final books, the ones that wait4 reports; null when the release was not seen.</summary>
    public ResourceUsage? Usage { get => _usage; init => _usage = value; }

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
    internal void Fill(ProcessReference? by, ResourceUsage? usage)
    {
        _by = by;
        _usage = usage;
        ZombieNs = null;
    }
}

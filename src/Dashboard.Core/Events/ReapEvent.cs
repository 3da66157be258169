using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>An exited process was waited for, and its pid is free again.</summary>
public sealed record ReapEvent() : LifecycleEvent(EventKind.Reap)
{
    private ProcessReference? _by;
    private ResourceUsage? _usage;

    /// <summary>The process that waited; null when none did (SIGCHLD ignored) or it was not seen.</summary>
    public ProcessReference? By { get => _by; init => _by = value; }

    /// <summary>How long it was a zombie; null when the exit was not seen. Set by the process table.</summary>
    [System.Text.Json.Serialization.JsonInclude]
    public long? ZombieNs { get; internal set; }

    /// <summary>The kernel's final accounting, as wait4 reports it; null when the release was not seen.</summary>
    public ResourceUsage? Usage { get => _usage; init => _usage = value; }

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(ProcessReference? by, ResourceUsage? usage)
    {
        _by = by;
        _usage = usage;
        ZombieNs = null;
    }
}

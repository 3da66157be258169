using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// A process that was there already when capture began. <see cref="LifecycleEvent.BootNs"/> is the moment it was read.
/// Kept by the process table, not by the history.
/// </summary>
public sealed record SnapshotEvent() : LifecycleEvent(EventKinds.Snapshot)
{
    public string? Path { get; init; }

    /// <summary>The file that it ran then.</summary>
    public ExecutableFile? Exe { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public bool ArgsTruncated { get; init; }

    public int? ArgCount { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>Set for a process that had exited and was not waited for yet: a zombie.</summary>
    public ExitStatus? Exit { get; init; }

    public ProcessContext? Context { get; init; }
}

using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// A process that already ran when capture began. <see cref="LifecycleEvent.BootNs"/> is the moment it was read.
/// Used by the process table, not kept in the history.
/// </summary>
public sealed record SnapshotEvent() : LifecycleEvent(EventKind.Snapshot)
{
    public string? Path { get; init; }

    /// <summary>Its executable at that moment.</summary>
    public ExecutableFile? Exe { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public bool ArgsTruncated { get; init; }

    public int? ArgCount { get; init; }

    /// <summary>See <see cref="ExecExitEvent.Redacted"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Redacted { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>Set for a zombie: exited and not yet waited for.</summary>
    public ExitStatus? Exit { get; init; }

    public ProcessContext? Context { get; init; }
}

using System.Text.Json.Serialization;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>
/// Something that happened to a process. The same record is what a feed delivers, what the history keeps and what
/// goes over the wire: its public properties are the JSON of docs/events.md.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ForkEvent), EventKinds.Fork)]
[JsonDerivedType(typeof(ForkFailEvent), EventKinds.ForkFail)]
[JsonDerivedType(typeof(ExecEnterEvent), EventKinds.ExecEnter)]
[JsonDerivedType(typeof(ExecExitEvent), EventKinds.ExecExit)]
[JsonDerivedType(typeof(ExitEvent), EventKinds.Exit)]
[JsonDerivedType(typeof(ReapEvent), EventKinds.Reap)]
[JsonDerivedType(typeof(RenameEvent), EventKinds.Rename)]
[JsonDerivedType(typeof(ThreadsEvent), EventKinds.Threads)]
[JsonDerivedType(typeof(ChdirEvent), EventKinds.Chdir)]
[JsonDerivedType(typeof(SnapshotEvent), EventKinds.Snapshot)]
[JsonDerivedType(typeof(CensusEvent), EventKinds.Census)]
[JsonDerivedType(typeof(LostEvent), EventKinds.Lost)]
public abstract record LifecycleEvent
{
    private protected LifecycleEvent(string kind) => Kind = kind;

    /// <summary>Position in the stream, from 1, without holes. Stamped by the store, which is the only writer.</summary>
    [JsonInclude]
    public long Seq { get; internal set; }

    public Timestamp Time { get; init; }

    /// <summary>Nanoseconds on CLOCK_BOOTTIME, the clock that process start times use.</summary>
    public long BootNs { get; init; }

    /// <summary>Whom it happened to.</summary>
    public ProcessId Process { get; init; }

    public int Pid => Process.Pid;

    /// <summary>The thread that made the call; equals the pid for the first thread.</summary>
    public int Tid { get; init; }

    public int? Ppid => Parent?.Pid;

    /// <summary>The parent when it happened; null when it is not known.</summary>
    public ProcessId? Parent { get; init; }

    /// <summary>The process name at that moment: at most 15 bytes, chosen by the process itself.</summary>
    public string Comm { get; init; } = "";

    /// <summary>One of <see cref="EventKinds"/>. In JSON it is the discriminator.</summary>
    [JsonIgnore]
    public string Kind { get; }

    /// <summary>False for what only feeds the process table: it is in no history, no stream and no count of events.</summary>
    [JsonIgnore]
    public bool IsPublished => this is not (ThreadsEvent or ChdirEvent or SnapshotEvent or CensusEvent);
}

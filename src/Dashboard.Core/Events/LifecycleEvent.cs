using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// Something that happened to a process. The same record is delivered by a feed, kept in the history and sent to clients:
/// its public properties are the JSON of docs/events.md.
/// </summary>
/// <remarks>
/// Mutable only for the single writer, which reuses the objects (<see cref="EventPool"/>): a reader that keeps one beyond
/// LifecycleStore.Read takes a copy, <c>e with { }</c>.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ForkEvent), EventKinds.Fork)]
[JsonDerivedType(typeof(ForkFailEvent), EventKinds.ForkFail)]
[JsonDerivedType(typeof(ExecEnterEvent), EventKinds.ExecEnter)]
[JsonDerivedType(typeof(ExecExitEvent), EventKinds.ExecExit)]
[JsonDerivedType(typeof(ExitEvent), EventKinds.Exit)]
[JsonDerivedType(typeof(ReapEvent), EventKinds.Reap)]
[JsonDerivedType(typeof(RenameEvent), EventKinds.Rename)]
[JsonDerivedType(typeof(CredentialsEvent), EventKinds.Credentials)]
[JsonDerivedType(typeof(ThreadsEvent), EventKinds.Threads)]
[JsonDerivedType(typeof(ChdirEvent), EventKinds.Chdir)]
[JsonDerivedType(typeof(SnapshotEvent), EventKinds.Snapshot)]
[JsonDerivedType(typeof(CensusEvent), EventKinds.Census)]
[JsonDerivedType(typeof(LostEvent), EventKinds.Lost)]
[JsonDerivedType(typeof(ClockEvent), EventKinds.Clock)]
public abstract record LifecycleEvent
{
    private Timestamp _time;
    private long _bootNs;
    private ProcessId _process;
    private int _tid;
    private ProcessId? _parent;
    private string _comm = "";

    private protected LifecycleEvent(EventKind kind) => Kind = kind;

    /// <summary>Position in the stream, from 1, without gaps. Set by the store.</summary>
    [JsonInclude]
    public long Seq { get; internal set; }

    public Timestamp Time { get => _time; init => _time = value; }

    /// <summary>Nanoseconds on CLOCK_BOOTTIME, the clock that process start times use.</summary>
    public long BootNs { get => _bootNs; init => _bootNs = value; }

    /// <summary>The process that it happened to.</summary>
    public ProcessId Process { get => _process; init => _process = value; }

    public int Pid => Process.Pid;

    /// <summary>The thread that made the call; equals the pid for the first thread.</summary>
    public int Tid { get => _tid; init => _tid = value; }

    public int? Ppid => Parent?.Pid;

    /// <summary>The parent at that moment; null when unknown.</summary>
    public ProcessId? Parent { get => _parent; init => _parent = value; }

    /// <summary>The process name at that moment: at most 15 bytes, settable by the process itself.</summary>
    public string Comm { get => _comm; init => _comm = value; }

    /// <summary>In JSON its name (<see cref="EventKinds"/>) is the discriminator.</summary>
    [JsonIgnore]
    public EventKind Kind { get; }

    /// <summary>Bytes that the history has counted for it, without its arguments; see <see cref="EventSize"/>.</summary>
    internal int CountedBytes { get; set; }

    /// <summary>False when it only feeds the process table: it is not in the history, the stream or the event counts.</summary>
    [JsonIgnore]
    public bool IsPublished => EventKinds.IsPublished(Kind) && this is not CredentialsEvent { IsChange: false };

    /// <summary>False when it concerns the machine or the capture: then process, pid, tid and comm are meaningless.</summary>
    [JsonIgnore]
    public bool IsOfAProcess => this is not (LostEvent or ClockEvent or CensusEvent);

    /// <summary>Sets the fields that all kinds share when the object is reused. The caller sets the others with the kind's own Fill.</summary>
    internal void Begin(Timestamp time, long bootNs, ProcessId process, int tid, ProcessId? parent, string comm)
    {
        Seq = 0;
        _time = time;
        _bootNs = bootNs;
        _process = process;
        _tid = tid;
        _parent = parent;
        _comm = comm;
    }
}

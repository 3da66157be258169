using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// Something that happened to a process. The same record is what a feed delivers, what the history keeps and what
/// goes over the wire: its public properties are the JSON of docs/events.md.
/// </summary>
/// <remarks>
/// Read-only for all but the one writer, who uses the objects again (<see cref="EventPool"/>): what a reader keeps
/// beyond LifecycleStore.Read is a copy, <c>e with { }</c>.
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

    private protected LifecycleEvent(string kind)
    {
        Kind = kind;
        KindIndex = EventKinds.IndexOf(kind);
    }

    /// <summary>Position in the stream, from 1, without holes. Stamped by the store, which is the only writer.</summary>
    [JsonInclude]
    public long Seq { get; internal set; }

    public Timestamp Time { get => _time; init => _time = value; }

    /// <summary>Nanoseconds on CLOCK_BOOTTIME, the clock that process start times use.</summary>
    public long BootNs { get => _bootNs; init => _bootNs = value; }

    /// <summary>Whom it happened to.</summary>
    public ProcessId Process { get => _process; init => _process = value; }

    public int Pid => Process.Pid;

    /// <summary>The thread that made the call; equals the pid for the first thread.</summary>
    public int Tid { get => _tid; init => _tid = value; }

    public int? Ppid => Parent?.Pid;

    /// <summary>The parent when it happened; null when it is not known.</summary>
    public ProcessId? Parent { get => _parent; init => _parent = value; }

    /// <summary>The process name at that moment: at most 15 bytes, chosen by the process itself.</summary>
    public string Comm { get => _comm; init => _comm = value; }

    /// <summary>One of <see cref="EventKinds"/>. In JSON it is the discriminator.</summary>
    [JsonIgnore]
    public string Kind { get; }

    /// <summary>The kind as a number, for counting.</summary>
    internal int KindIndex { get; }

    /// <summary>What the history counted it as, in bytes, without its arguments; see <see cref="EventSize"/>.</summary>
    internal int CountedBytes { get; set; }

    /// <summary>False for what only feeds the process table: it is in no history, no stream and no count of events.</summary>
    [JsonIgnore]
    public bool IsPublished => KindIndex >= 0 && this is not CredentialsEvent { IsChange: false };

    /// <summary>False for what happened to the machine or to the capture: then process, pid, tid and comm say nothing.</summary>
    [JsonIgnore]
    public bool IsOfAProcess => this is not (LostEvent or ClockEvent or CensusEvent);

    /// <summary>Makes it another event: sets what all kinds have. Whoever calls sets the rest with the kind's own Fill.</summary>
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

using System.Text.Json.Serialization;
using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>The last thread of a process has exited.</summary>
public sealed record ExitEvent() : LifecycleEvent(EventKind.Exit)
{
    private int? _exitCode;
    private int? _signal;
    private bool _coreDumped;
    private bool _oom;
    private ProcessReference? _by;
    private ProcessReference? _adopter;
    private ResourceUsage? _usage;

    /// <summary>0 to 255; null when killed by a signal.</summary>
    public int? ExitCode { get => _exitCode; init => _exitCode = value; }

    /// <summary>The number of the fatal signal, else null.</summary>
    public int? Signal { get => _signal; init => _signal = value; }

    /// <summary>"SIGTERM", "SIGRTMIN+2"; null when not killed by a signal.</summary>
    public string? SignalName => Signal is { } signal ? Core.Model.Signal.NameOf(signal) : null;

    public bool CoreDumped { get => _coreDumped; init => _coreDumped = value; }

    /// <summary>True when chosen by the kernel's out-of-memory killer.</summary>
    public bool Oom { get => _oom; init => _oom = value; }

    /// <summary>The sender of the signal, where it was seen.</summary>
    public ProcessReference? By { get => _by; init => _by = value; }

    /// <summary>
    /// The new parent of its children: the nearest subreaper, else the init of its pid namespace; itself when it is that init.
    /// Null when it has no children (unless all its threads ended at once), or when unknown.
    /// </summary>
    public ProcessReference? Adopter { get => _adopter; init => _adopter = value; }

    /// <summary>Killed by a signal, or with an exit code above 0: what <c>is:failed</c> means for an exit.</summary>
    [JsonIgnore]
    public bool Failed => ExitCode > 0 || Signal is not null;

    /// <summary>From its fork; of the command of `dashboard run` from its first exec.</summary>
    public long LifetimeNs => BootNs - Process.StartNs - WaitedNs;

    /// <summary>See <see cref="ExecExitEvent.WaitedNs"/>.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WaitedNs { get; internal set; }

    public ResourceUsage? Usage { get => _usage; init => _usage = value; }

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(
        int? exitCode, int? signal, bool coreDumped, bool oom, ProcessReference? by, ProcessReference? adopter, ResourceUsage? usage)
    {
        _exitCode = exitCode;
        _signal = signal;
        _coreDumped = coreDumped;
        _oom = oom;
        _by = by;
        _adopter = adopter;
        _usage = usage;
        WaitedNs = 0;
    }
}

using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>The last thread of a process has gone.</summary>
public sealed record ExitEvent() : LifecycleEvent(EventKinds.Exit)
{
    private int? _exitCode;
    private int? _signal;
    private bool _coreDumped;
    private bool _oom;
    private ProcessReference? _by;
    private ProcessReference? _adopter;
    private ResourceUsage? _usage;

    /// <summary>0 to 255; null when a signal ended it.</summary>
    public int? ExitCode { get => _exitCode; init => _exitCode = value; }

    /// <summary>The number of the signal that ended it, else null.</summary>
    public int? Signal { get => _signal; init => _signal = value; }

    /// <summary>"SIGTERM", "SIGRTMIN+2"; null when no signal ended it.</summary>
    public string? SignalName => Signal is { } signal ? Core.Model.Signal.NameOf(signal) : null;

    public bool CoreDumped { get => _coreDumped; init => _coreDumped = value; }

    /// <summary>True when the kernel's out-of-memory killer chose it.</summary>
    public bool Oom { get => _oom; init => _oom = value; }

    /// <summary>Who sent the signal, where that was seen.</summary>
    public ProcessReference? By { get => _by; init => _by = value; }

    /// <summary>
    /// Who takes over its children: the nearest subreaper, else the init of its pid namespace; itself when it is that
    /// init. Null when it leaves none (a process whose threads end all at once names it in any case), or not known.
    /// </summary>
    public ProcessReference? Adopter { get => _adopter; init => _adopter = value; }

    public long LifetimeNs => BootNs - Process.StartNs;

    public ResourceUsage? Usage { get => _usage; init => _usage = value; }

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
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
    }
}

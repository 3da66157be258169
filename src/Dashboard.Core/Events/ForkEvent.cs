using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>A process was created. <see cref="LifecycleEvent.Process"/> is the child, <see cref="LifecycleEvent.Parent"/> its parent at birth.</summary>
public sealed record ForkEvent() : LifecycleEvent(EventKind.Fork)
{
    private ForkMethod? _how;
    private IReadOnlyList<string>? _flags;
    private ProcessReference? _by;
    private ProcessContext? _context;

    /// <summary>The call that created it; null when unknown.</summary>
    public ForkMethod? How { get => _how; init => _how = value; }

    /// <summary>The clone flags by name; null when unknown, empty for a plain fork.</summary>
    public IReadOnlyList<string>? Flags { get => _flags; init => _flags = value; }

    /// <summary>The caller; differs from the parent under CLONE_PARENT.</summary>
    public ProcessReference? By { get => _by; init => _by = value; }

    public ProcessContext? Context { get => _context; init => _context = value; }

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(
        ForkMethod? how, IReadOnlyList<string>? flags, ProcessReference? by, ProcessContext? context)
    {
        _how = how;
        _flags = flags;
        _by = by;
        _context = context;
    }
}

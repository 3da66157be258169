using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>A process was born. <see cref="LifecycleEvent.Process"/> is the child, <see cref="LifecycleEvent.Parent"/> its parent at birth.</summary>
public sealed record ForkEvent() : LifecycleEvent(EventKinds.Fork)
{
    /// <summary>The call that made it: null when it is not known.</summary>
    public ForkMethod? How { get; init; }

    /// <summary>The clone flags by name; null when they are not known, empty for a plain fork.</summary>
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>Who called; differs from the parent under CLONE_PARENT.</summary>
    public ProcessReference? By { get; init; }

    public ProcessContext? Context { get; init; }
}

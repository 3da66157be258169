using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>
/// An event where the history holds it. Its object is used again for another event later, so it is a ref struct, which
/// no list, field or lambda takes: look at it here, and keep a <see cref="Copy"/> of what is to be shown.
/// </summary>
public readonly ref struct HeldEvent
{
    private readonly LifecycleEvent _event;

    internal HeldEvent(LifecycleEvent e) => _event = e;

    public long Seq => _event.Seq;

    /// <summary>Memory that a copy takes, about: its arguments are texts.</summary>
    public int Bytes => _event.CountedBytes + ((_event as ExecExitEvent)?.ArgumentTextSize ?? 0);

    /// <summary>The event itself, for filters and switches inside LifecycleStore.Read. Never to be kept.</summary>
    public LifecycleEvent Event => _event;

    /// <summary>The same event as an object of its own, safe to keep. Later stamps of the table do not reach it.</summary>
    public LifecycleEvent Copy() => _event with { };
}

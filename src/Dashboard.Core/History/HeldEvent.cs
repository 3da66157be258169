using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>
/// An event inside the history. Its object is reused later, so this is a ref struct, which lists, fields and lambdas cannot
/// hold: read it here, and keep a <see cref="Copy"/> for later.
/// </summary>
public readonly ref struct HeldEvent
{
    private readonly LifecycleEvent _event;

    internal HeldEvent(LifecycleEvent e) => _event = e;

    public long Seq => _event.Seq;

    /// <summary>Approximate memory of a copy: its arguments are texts.</summary>
    public int Bytes => _event.CountedBytes + ((_event as ExecExitEvent)?.ArgumentTextSize ?? 0);

    /// <summary>The event itself, for filters and switches inside LifecycleStore.Read. Must not be kept.</summary>
    public LifecycleEvent Event => _event;

    /// <summary>An independent copy, safe to keep. Fields that the table sets later do not reach it.</summary>
    public LifecycleEvent Copy() => _event with { };
}

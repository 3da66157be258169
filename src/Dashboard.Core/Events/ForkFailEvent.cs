using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>A fork, vfork, clone or clone3 returned an error: no process was born.</summary>
public sealed record ForkFailEvent() : LifecycleEvent(EventKinds.ForkFail)
{
    public required string Syscall { get; init; }

    /// <summary>What the syscall returned: the negative errno.</summary>
    public long Ret { get; init; }

    public string? Errno => Events.Errno.NameOf(Ret);
}

using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>Events are missing here. Said aloud, because a picture with unmarked holes is a wrong picture.</summary>
public sealed record LostEvent() : LifecycleEvent(EventKinds.Lost)
{
    /// <summary>How many records.</summary>
    public long Count { get; init; }

    /// <summary>Where they were lost: "ring full", "channel full", …</summary>
    public required string Cause { get; init; }

    /// <summary>The last moment before the loss that is known to be whole.</summary>
    public Timestamp? From { get; init; }

    public Timestamp? To { get; init; }
}

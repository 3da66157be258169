using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>Events are missing here. Said aloud, because a picture with unmarked holes is a wrong picture.</summary>
public sealed record LostEvent() : LifecycleEvent(EventKinds.Lost)
{
    /// <summary>The cause that the store tells itself: there was no memory to take them in.</summary>
    public const string OutOfMemory = "out of memory";

    /// <summary>How many records. 0 when all came, and some of them without their long arguments or paths.</summary>
    public long Count { get; init; }

    /// <summary>Where they were lost: "ring full", "channel full", …</summary>
    public required string Cause { get; init; }

    /// <summary>The last moment before the loss that is known to be whole.</summary>
    public Timestamp? From { get; init; }

    public Timestamp? To { get; init; }

    /// <summary>What was left out or lost; null when that is not known.</summary>
    public ShedCounts? Shed { get; init; }

    /// <summary>Whose it was, where that is known: at most five, those that lost most first.</summary>
    public IReadOnlyList<LossOrigin>? Origin { get; init; }

    /// <summary>Who filled the ring in that time: at most five, the largest first; null when it was not full.</summary>
    public IReadOnlyList<Culprit>? Culprits { get; init; }
}

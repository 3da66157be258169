using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>Events are missing here. Explicit, because unmarked gaps would make the picture wrong.</summary>
public sealed record LostEvent() : LifecycleEvent(EventKind.Lost)
{
    /// <summary>The cause that the store itself reports: it could not allocate memory for them.</summary>
    public const string OutOfMemory = "out of memory";

    /// <summary>Number of lost records. 0 when all arrived, but some without their long arguments or paths.</summary>
    public long Count { get; init; }

    /// <summary>Where they were lost: "ring full", "channel full", …</summary>
    public required string Cause { get; init; }

    /// <summary>The last moment before the loss up to which the stream is complete.</summary>
    public Timestamp? From { get; init; }

    public Timestamp? To { get; init; }

    /// <summary>What was left out or lost; null when unknown.</summary>
    public ShedCounts? Shed { get; init; }

    /// <summary>The processes that lost events, where known: at most five, by losses.</summary>
    public IReadOnlyList<LossOrigin>? Origin { get; init; }

    /// <summary>The processes that filled the ring in that time: at most five, by size; null when it was not full.</summary>
    public IReadOnlyList<Culprit>? Culprits { get; init; }
}

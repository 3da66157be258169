using Dashboard.Core.Events;

namespace Dashboard.Core.Statistics.Losses;

/// <summary>A period in which records were lost, on CLOCK_BOOTTIME.</summary>
/// <param name="Cause">The place of the loss; several for joined periods: "ring full, probe busy".</param>
public readonly record struct LossBand(long FromNs, long ToNs, long Count, string Cause)
{
    /// <summary>The processes that filled the ring most; null when it was not full, or unknown.</summary>
    public Culprit? Culprit { get; init; }

    /// <summary>Joins both, with the time in between.</summary>
    public LossBand With(in LossBand other) => new(
        Math.Min(FromNs, other.FromNs), Math.Max(ToNs, other.ToNs), Count + other.Count,
        string.Join(", ", Cause.Split(", ").Union(other.Cause.Split(", "))))
    {
        Culprit = other.Culprit is null || Culprit?.Bytes >= other.Culprit.Bytes ? Culprit : other.Culprit,
    };
}

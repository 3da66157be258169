using Dashboard.Core.Events;

namespace Dashboard.Core.Statistics.Losses;

/// <summary>A stretch of time in which records were lost, on the boot clock.</summary>
/// <param name="Cause">Where they were lost; several where stretches were joined: "ring full, probe busy".</param>
public readonly record struct LossBand(long FromNs, long ToNs, long Count, string Cause)
{
    /// <summary>Who filled the ring most in that time; null when it was not full, or that is not known.</summary>
    public Culprit? Culprit { get; init; }

    /// <summary>Both as one, with what lies between them.</summary>
    public LossBand With(in LossBand other) => new(
        Math.Min(FromNs, other.FromNs), Math.Max(ToNs, other.ToNs), Count + other.Count,
        string.Join(", ", Cause.Split(", ").Union(other.Cause.Split(", "))))
    {
        Culprit = other.Culprit is null || Culprit?.Bytes >= other.Culprit.Bytes ? Culprit : other.Culprit,
    };
}

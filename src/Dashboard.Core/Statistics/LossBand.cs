namespace Dashboard.Core.Statistics;

/// <summary>A stretch of time in which records were lost, on the boot clock.</summary>
/// <param name="Cause">Where they were lost; several where stretches were joined: "ring full, probe busy".</param>
public readonly record struct LossBand(long FromNs, long ToNs, long Count, string Cause)
{
    /// <summary>Both as one, with what lies between them.</summary>
    public LossBand With(in LossBand other) => new(
        Math.Min(FromNs, other.FromNs), Math.Max(ToNs, other.ToNs), Count + other.Count,
        string.Join(", ", Cause.Split(", ").Union(other.Cause.Split(", "))));
}

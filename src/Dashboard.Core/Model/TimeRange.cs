namespace Dashboard.Core.Model;

/// <summary>From a moment to another; null is without end.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
public readonly record struct TimeRange(Timestamp? From, Timestamp? To)
{
    public bool IsEverything => From is null && To is null;

    public bool Contains(Timestamp at)
        => at.UnixNs >= (From?.UnixNs ?? long.MinValue) && at.UnixNs < (To?.UnixNs ?? long.MaxValue);
}

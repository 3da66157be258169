namespace Dashboard.Core.Model;

/// <summary>A range of time, open-ended where null.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
public readonly record struct TimeRange(Timestamp? From, Timestamp? To)
{
    public bool IsEverything => From is null && To is null;

    public bool Contains(Timestamp at)
        => at.UnixNs >= (From?.UnixNs ?? long.MinValue) && at.UnixNs < (To?.UnixNs ?? long.MaxValue);
}

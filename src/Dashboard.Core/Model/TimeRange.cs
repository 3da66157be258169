namespace Dashboard.Core.Model;

/// <summary>A range of time, open-ended where null.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
public readonly record struct TimeRange(Timestamp? From, Timestamp? To)
{
    public bool IsEverything => From is null && To is null;

    public bool Contains(Timestamp at)
        => at.UnixNs >= (From?.UnixNs ?? long.MinValue) && at.UnixNs < (To?.UnixNs ?? long.MaxValue);

    /// <summary>Its part between two moments, for an axis that shows it; all of it where the two do not overlap.</summary>
    public TimeRange Within(Timestamp first, Timestamp last)
    {
        var (from, to) = (Math.Max(From?.UnixNs ?? long.MinValue, first.UnixNs), Math.Min(To?.UnixNs ?? long.MaxValue, last.UnixNs));
        if (from >= to)
        {
            from = From?.UnixNs ?? To!.Value.UnixNs - 1;
            to = Math.Max(from + 1, To?.UnixNs ?? from + 1);
        }

        return new TimeRange(new Timestamp(from), new Timestamp(to));
    }
}

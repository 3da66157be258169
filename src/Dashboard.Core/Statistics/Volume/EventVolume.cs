using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Volume;

/// <summary>Event counts over time: equal steps without gaps that begin at round moments.</summary>
/// <param name="FromUnixNs">The beginning of the first step.</param>
/// <param name="WidthNs">The length of a step.</param>
public sealed record EventVolume(long FromUnixNs, long WidthNs, IReadOnlyList<VolumeStep> Steps)
{
    /// <summary>The end of the last step.</summary>
    public long ToUnixNs => FromUnixNs + Steps.Count * WidthNs;

    /// <summary>The largest count of a step.</summary>
    public long Peak => Steps.Count == 0 ? 0 : Steps.Max(s => s.Total);

    /// <summary>The time range of a step.</summary>
    public TimeRange Of(int step) => new(new Timestamp(FromUnixNs + step * WidthNs), new Timestamp(FromUnixNs + (step + 1) * WidthNs));

    /// <summary>The relative position of a moment: 0 at the beginning, 1 at the end.</summary>
    public double ShareOf(Timestamp at)
        => Math.Clamp((at.UnixNs - FromUnixNs) / (double)Math.Max(1, ToUnixNs - FromUnixNs), 0, 1);

    /// <summary>Joined to at most this many steps, for a table; empty ones are left out.</summary>
    public IReadOnlyList<(TimeRange Range, VolumeStep Step)> Coarse(int maxSteps)
    {
        var by = Math.Max(1, (Steps.Count + maxSteps - 1) / maxSteps);
        var joined = new List<(TimeRange, VolumeStep)>(maxSteps);
        for (var i = 0; i < Steps.Count; i += by)
        {
            var (total, failed) = (0L, 0L);
            var end = Math.Min(Steps.Count, i + by);
            for (var j = i; j < end; j++)
            {
                total += Steps[j].Total;
                failed += Steps[j].Failed;
            }

            if (total > 0)
            {
                joined.Add((new TimeRange(Of(i).From, Of(end - 1).To), new VolumeStep(total, failed)));
            }
        }

        return joined;
    }
}

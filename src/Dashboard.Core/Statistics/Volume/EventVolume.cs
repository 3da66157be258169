using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Volume;

/// <summary>How much happened when: equal steps without holes, which begin at round moments.</summary>
/// <param name="FromUnixNs">Where the first step begins.</param>
/// <param name="WidthNs">How long each step is.</param>
public sealed record EventVolume(long FromUnixNs, long WidthNs, IReadOnlyList<VolumeStep> Steps)
{
    /// <summary>Where the last step ends.</summary>
    public long ToUnixNs => FromUnixNs + Steps.Count * WidthNs;

    /// <summary>The most of one step.</summary>
    public long Peak => Steps.Count == 0 ? 0 : Steps.Max(s => s.Total);

    /// <summary>The time of a step.</summary>
    public TimeRange Of(int step) => new(new Timestamp(FromUnixNs + step * WidthNs), new Timestamp(FromUnixNs + (step + 1) * WidthNs));

    /// <summary>Where a moment stands: 0 at the beginning, 1 at the end.</summary>
    public double ShareOf(Timestamp at)
        => Math.Clamp((at.UnixNs - FromUnixNs) / (double)Math.Max(1, ToUnixNs - FromUnixNs), 0, 1);

    /// <summary>Joined to at most so many steps, for a table; those with nothing in them are left out.</summary>
    public IReadOnlyList<(TimeRange Range, VolumeStep Step)> Coarse(int most)
    {
        var by = Math.Max(1, (Steps.Count + most - 1) / most);
        var joined = new List<(TimeRange, VolumeStep)>(most);
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

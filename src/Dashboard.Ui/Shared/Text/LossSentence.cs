using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;

namespace Dashboard.Ui.Shared.Text;

/// <summary>"1,204 records lost: over share, 10:31:07 to 10:31:09; the ring buffer was filled by flood (alice)"</summary>
public static class LossSentence
{
    /// <param name="bands">At least one, oldest first.</param>
    /// <param name="clock">Converts a boot-clock time to a time of day.</param>
    public static string Of(IReadOnlyList<LossBand> bands, Func<long, Timestamp> clock, TimeDisplay times)
    {
        var all = bands.Aggregate((a, b) => a.With(b));
        var (from, to) = (TimeOfDay.Seconds(clock(all.FromNs), times), TimeOfDay.Seconds(clock(all.ToNs), times));
        var when = from == to ? $"at {from}" : $"{from} to {to}";
        var pieces = bands.Count > 1 ? $", in {bands.Count} stretches" : "";
        return $"{DisplayText.Count(all.Count, "record", "records")} lost: {DisplayText.Text(all.Cause, 80)}, {when}{pieces}{LossWords.FilledBy(all.Culprit)}";
    }

    /// <summary>Meaning and remedy of the causes.</summary>
    public static string Meaning(IReadOnlyList<LossBand> bands)
        => string.Join(' ', bands.SelectMany(b => b.Cause.Split(", ")).Distinct().Select(LossCauses.MeaningOf));
}

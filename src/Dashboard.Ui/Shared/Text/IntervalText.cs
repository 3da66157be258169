using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Text on how regularly something happens.</summary>
public static class IntervalText
{
    /// <summary>"every 1 m 00 s", only if the observed starts are regular.</summary>
    public static string Of(SpawnInterval? interval) => interval switch
    {
        null => "once",
        { Regular: true } => $"every {Durations.Of(interval.MedianNs)}",
        { Regular: false } => $"irregular, median {Durations.Of(interval.MedianNs)}",
        _ => $"median {Durations.Of(interval.MedianNs)}, too few for a rhythm",
    };

    /// <summary>"every 3 s", or "median interval 3 s"; null with too few occurrences for a rhythm.</summary>
    public static string? Short(SpawnInterval? interval)
        => interval is not { Regular: { } isRegular } ? null : $"{(isRegular ? "every" : "median interval")} {Durations.Of(interval.MedianNs)}";

    public static string? Meaning(SpawnInterval? interval) => interval switch
    {
        null => null,
        { Regular: null } => $"A rhythm shows from {SpawnInterval.MinStarts} starts on.",
        _ => $"Nine of ten intervals differ from the median by {Durations.Of(interval.SpreadNs)} at most.",
    };
}

using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Tree;

/// <summary>"sh × 1,482, 37 failed, median 4 ms": many ended children in one line.</summary>
public static class StormText
{
    /// <summary>"× 1,482"; with a filter "× 37 of 1,482".</summary>
    public static string Count(StormSummary storm, bool filtered)
    {
        var of = filtered && storm.Of != storm.Count ? $" of {DisplayText.Count(storm.Of)}" : "";
        var below = filtered && storm.Matches != storm.Count ? $", {DisplayText.Count(storm.Matches, "match", "matches")}" : "";
        return $"× {DisplayText.Count(storm.Count)}{of}{below}";
    }

    /// <summary>The period of the count: only recently ended processes are displayed.</summary>
    public static string? Since(int? lingerSeconds)
        => lingerSeconds switch
        {
            null => null,
            0 => "ending now",
            { } seconds => $"in the last {seconds} s",
        };

    public static string Whole(string comm, StormSummary storm, bool filtered, int? lingerSeconds)
    {
        var since = Since(lingerSeconds) is { } text ? $", {text}" : "";
        return $"{DisplayText.Name(comm)} {Count(storm, filtered)}, {DisplayText.Count(storm.Failed)} failed, median {Durations.Of(storm.MedianNs)}{since}";
    }
}

using System.Globalization;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Statistics.Recent;

namespace Dashboard.Ui.Overview;

/// <summary>The filter of a storm: the children of one parent with one name.</summary>
public static class StormTerms
{
    public static string[] Show(Storm storm)
        => [FilterTermBuilder.Equal(FilterField.Ppid, storm.Parent.Pid.ToString(CultureInfo.InvariantCulture)), FilterTermBuilder.Equal(FilterField.Comm, storm.Comm)];

    /// <summary>One term, which a click adds.</summary>
    public static string Hide(Storm storm) => $"-({string.Join(' ', Show(storm))})";
}

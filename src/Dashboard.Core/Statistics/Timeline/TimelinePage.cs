using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The visible rows of a layout, read from the records: the only step that reads a process's details.</summary>
/// <param name="Rows">From the requested row on.</param>
/// <param name="Total">Number of rows in the layout.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineRow> Rows, int Total)
{
    /// <summary>Inside LifecycleStore.Read. A process that was evicted since the index was built is left out.</summary>
    public static TimelinePage Of(ProcessTable table, TimelineIndex index, TimelineLayout layout, int offset, int limit, IReadOnlySet<string>? openGroups = null)
    {
        var rows = new List<TimelineRow>();
        for (var i = Math.Max(0, offset); i < layout.Places.Count && i < offset + limit; i++)
        {
            if (ToRow(table, index, layout, i, openGroups) is { } row)
            {
                rows.Add(row);
            }
        }

        return new TimelinePage(rows, layout.Places.Count);
    }

    private static TimelineRow? ToRow(ProcessTable table, TimelineIndex index, TimelineLayout layout, int at, IReadOnlySet<string>? openGroups)
    {
        var place = layout.Places[at];
        TimelineProcess? process = null;
        if (place.Life >= 0)
        {
            var life = index.Lives[place.Life];
            if (table.Find(life.Id) is not { } record)
            {
                return null;
            }

            process = TimelineProcess.Of(record, life.IsMatch, index.NowNs);
        }

        return new TimelineRow
        {
            Index = at,
            Level = place.Level,
            PosInSet = place.PosInSet,
            SetSize = layout.SetSize(place),
            RowsToParent = place.ParentRow >= 0 && index.Grouping == TimelineGrouping.Tree ? at - place.ParentRow : 0,
            Group = process is null ? layout.Group(place, openGroups?.Contains(layout.KeyOf(place)) ?? false) : null,
            Process = process,
        };
    }
}

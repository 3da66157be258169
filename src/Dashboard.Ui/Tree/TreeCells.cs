using System.Globalization;
using System.Net;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Readings;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Tree;

/// <summary>What the cells of a row show as text, in the tree and in a copy of its rows.</summary>
public static class TreeCells
{
    public static string Of(TreeColumn column, TreeRow row, ProcessUsage? now, CaptureClock clock, TimeDisplay times) => column.Name switch
    {
        "process" => DisplayText.Name(row.Comm) + DisplayText.Text(FullName.CutFrom(row.Comm, ImageOf(row))),
        "pid" => row.Id.Pid.ToString(CultureInfo.InvariantCulture),
        "command" => CommandCell.Of(row.Command),
        "images" => ImageNames.Sentence(row.Images),
        "age" => Durations.Of(row.LifetimeNs),
        "exit" => ExitText.Short(row.State, row.Exit, row.FailedExecs),
        "user" => DisplayText.Text(row.User),
        "children" => row.ChildCount == 0 ? "" : $"{row.LiveChildCount}/{row.ChildCount}",
        "cpu" => row.Usage is { } usage ? Durations.Of(usage.UserNs + usage.SystemNs) : now is null ? "" : Durations.Of(now.CpuNs),
        "cpunow" => now?.Cpu is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %") : "",
        "memnow" => now is null ? "" : DisplayText.Bytes(now.ResidentBytes),
        "memory" => row.Usage is { } usage ? DisplayText.Bytes(usage.MaxRssBytes) : "",
        "started" => Started(row, clock, times),
        "parent" => row.Parent is { } parent ? DisplayText.Process(parent) : "",
        _ => "",
    };

    /// <summary>The last image, with the beginning of its arguments where the row has them.</summary>
    public static Image? ImageOf(TreeRow row) => row.Command ?? (row.Images.Count > 0 ? row.Images[^1] : null);

    /// <summary>A cell with only text, as one piece of markup: as an element with attributes and text it is twice as long on the wire.</summary>
    public static MarkupString Markup(string classes, string text)
        => new($"""<span role="gridcell" class="{classes}">{WebUtility.HtmlEncode(text)}</span>""");

    /// <summary>A table with tabs between its columns, which spreadsheets and tickets take. The bars are left out.</summary>
    public static string ToTable(TreeColumns columns, IEnumerable<(TreeRow Row, ProcessUsage? Now)> rows, CaptureClock clock, TimeDisplay times)
    {
        var copied = columns.Shown.Where(c => c.Name != "lifetime").Prepend(TreeColumn.Process).ToList();
        var lines = rows.Select(row => copied.Select(column => Of(column, row.Row, row.Now, clock, times)));
        return string.Join('\n', lines.Prepend(copied.Select(c => c.Title)).Select(cells => string.Join('\t', cells)));
    }

    /// <summary>The day is in the details; without it the column stays narrow.</summary>
    private static string Started(TreeRow row, CaptureClock clock, TimeDisplay times) => TimeOfDay.Seconds(clock.ToTimestamp(row.Id.StartNs), times);
}

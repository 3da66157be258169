using System.Globalization;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Url;

/// <summary>View options of the tree, from the URL.</summary>
public sealed record ViewOptions
{
    public const string Page = "/tree";
    public const string Keep = "keep";
    public const string Only = "only";
    public const string Span = "span";
    public const string Root = "zoom";
    public const string Lineage = "by";
    public const string Storms = "storms";
    public const string Following = "follow";
    public const string ByParent = "parent";
    public const string ByContainer = "container";
    public const string ByCgroup = "cgroup";
    public const string BySession = "session";
    public const string Open = "open";
    public const string Hide = "hide";
    public const string Columns = "cols";
    public const string SortBy = "sort";
    /// <summary>Minimum number of ended children with the same name that are folded into one row.</summary>
    public const int StormSize = 25;

    public const int DefaultLingerSeconds = 30;
    public const int MaxLingerSeconds = 60;

    private const string All = "all";

    /// <summary>All parameters of the tree's URL.</summary>
    public static IReadOnlySet<string> Parameters { get; } = new HashSet<string>(
        [UrlState.Query, UrlState.Selection, TimelineOptions.Clock, Keep, Only, Span, Root, Lineage, Storms, Following, Hide, Columns, SortBy]);

    /// <summary>How long exited processes stay; null keeps all.</summary>
    public int? LingerSeconds { get; private init; }

    public long? LingerNs => LingerSeconds * 1_000_000_000L;

    /// <summary>Hide the ancestors of matches.</summary>
    public bool MatchesOnly { get; private init; }

    /// <summary>The time axis of the lifetime bars where no range is chosen: it contains the rows that stay.</summary>
    public RangeChoice DefaultRange { get; private init; }

    /// <summary>Root of the displayed subtree.</summary>
    public ProcessId? Zoom { get; private init; }

    public TreeLineage By { get; private init; }

    /// <summary>Top-level grouping; within a group the tree is by birth.</summary>
    public TreeGrouping GroupBy { get; private init; }

    /// <summary>Fold many ended children with the same name into one row.</summary>
    public bool FoldStorms { get; private init; }

    /// <summary>Keep the selected row visible.</summary>
    public bool Follow { get; private init; }

    public TreeColumns Shown { get; private init; } = TreeColumns.Default;

    /// <summary>The column by which a flat list is sorted; null for the tree.</summary>
    public TreeColumn? Sorted { get; private init; }

    public bool Descending { get; private init; }

    public TreeSort? Sort => Sorted?.Sort is { } key ? new TreeSort(key, Descending) : null;

    /// <summary>Exited processes stay, whatever else was chosen: the filter asks for them.</summary>
    public bool KeepsForFilter { get; private init; }

    /// <param name="keepsEnded">Exited processes stay unless the URL says otherwise.</param>
    public static ViewOptions Read(UrlState url, bool keepsEnded)
        => Read(url, keepsEnded, Filter.TryParse(url.Get(UrlState.Query), out var filter, out _) && filter.AsksForEnded);

    private static ViewOptions Read(UrlState url, bool keepsEnded, bool keepsForFilter) => new()
    {
        KeepsForFilter = keepsForFilter,
        LingerSeconds = keepsForFilter ? null : Linger(url.Get(Keep), keepsEnded),
        MatchesOnly = url.Get(Only) == "1",
        DefaultRange = (url.Get(Span) is { } span ? span == All : keepsEnded || keepsForFilter || Linger(url.Get(Keep), keepsEnded) is null) ? default : RangeChoice.Last(TimelineOptions.DefaultSpanNs),
        Zoom = ProcessId.TryParse(url.Get(Root), out var zoom) ? zoom : null,
        By = url.Get(Lineage) == ByParent ? TreeLineage.CurrentParent : TreeLineage.Birth,
        GroupBy = url.Get(Lineage) switch
        {
            ByContainer => TreeGrouping.Container,
            ByCgroup => TreeGrouping.Cgroup,
            BySession => TreeGrouping.Session,
            _ => TreeGrouping.None,
        },
        FoldStorms = url.Get(Storms) != Open,
        Follow = url.Get(Following) == "1",
        Shown = ColumnsOf(url),
        Sorted = SortedBy(url.Get(SortBy)),
        Descending = url.Get(SortBy)?.StartsWith('-') == true,
    };

    /// <summary>The value of <see cref="SortBy"/> after a click on a column's head: its own direction, the other one, the tree.</summary>
    public string? NextSort(TreeColumn column)
        => Sorted != column ? SortValue(column, column.Descends)
            : Descending == column.Descends ? SortValue(column, !column.Descends)
            : null;

    public static string KeepValue(int? seconds) => seconds?.ToString(CultureInfo.InvariantCulture) ?? All;

    public static string SpanValue(bool sinceCapture) => sinceCapture ? All : "60";

    private static string SortValue(TreeColumn column, bool descending) => descending ? $"-{column.Name}" : column.Name;

    private static TreeColumn? SortedBy(string? text)
    {
        var name = text?.TrimStart('-');
        var column = name == TreeColumn.Process.Name ? TreeColumn.Process : TreeColumn.Find(name);
        return column?.Sort is null ? null : column;
    }

    /// <summary>"hide" is how older links leave columns out.</summary>
    private static TreeColumns ColumnsOf(UrlState url)
    {
        var shown = url.Get(Columns) is { } columns ? TreeColumns.Parse(columns) : TreeColumns.Default;
        return url.Get(Hide) is { } hidden ? shown.Without(hidden.Split(',').Select(TreeColumn.Find).OfType<TreeColumn>()) : shown;
    }

    private static int? Linger(string? text, bool keepsEnded)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Math.Min(seconds, MaxLingerSeconds);
        }

        return text == All || keepsEnded ? null : DefaultLingerSeconds;
    }
}

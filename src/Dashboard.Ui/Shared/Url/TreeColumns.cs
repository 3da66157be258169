using System.Globalization;
using Dashboard.Core.Tree;

namespace Dashboard.Ui.Shared.Url;

/// <summary>The columns of the tree in their order, with the widths that the user set: "command:320,pid,exit" in the URL and in the browser's storage.</summary>
public sealed class TreeColumns : IEquatable<TreeColumns>
{
    private const string Bars = "lifetime";
    private const int MinWidth = 40;
    private const int MaxWidth = 2_000;

    public static readonly TreeColumns Default = new([.. TreeColumn.All.Where(c => c.IsDefault)], new Dictionary<string, int>());

    private readonly IReadOnlyDictionary<string, int> _widths;
    private string? _text;

    private TreeColumns(IReadOnlyList<TreeColumn> shown, IReadOnlyDictionary<string, int> widths) => (Shown, _widths) = (shown, widths);

    /// <summary>After the first column, which names the process.</summary>
    public IReadOnlyList<TreeColumn> Shown { get; }

    /// <summary>A column has a figure of running processes that is read from /proc.</summary>
    public bool ReadsNow => Shown.Any(c => c.Sort is TreeSortKey.CpuTime or TreeSortKey.CpuNow or TreeSortKey.MemoryNow);

    /// <summary>The bars are at the right edge, where the row of a storm has room for its own.</summary>
    public bool EndsWithBars => Shown is [.., { Name: Bars }];

    /// <summary>All columns, the hidden ones where they would be shown.</summary>
    public IReadOnlyList<TreeColumn> Ordered => TreeColumn.All.Except(Shown).Aggregate(this, (columns, hidden) => columns.With(hidden)).Shown;

    /// <summary>Unknown names, repetitions and wrong widths are ignored.</summary>
    public static TreeColumns Parse(string text)
    {
        var shown = new List<TreeColumn>();
        var widths = new Dictionary<string, int>();
        foreach (var part in text.Split(','))
        {
            var sign = part.IndexOf(':');
            var name = sign < 0 ? part : part[..sign];
            var column = name == TreeColumn.Process.Name ? TreeColumn.Process : TreeColumn.Find(name);
            if (column is null || shown.Contains(column))
            {
                continue;
            }

            if (column != TreeColumn.Process)
            {
                shown.Add(column);
            }

            if (sign >= 0 && int.TryParse(part.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var width))
            {
                widths[name] = Math.Clamp(width, MinWidth, MaxWidth);
            }
        }

        return new TreeColumns(shown, widths);
    }

    // By content: a row is drawn again when its columns change, not when the address does.
    public bool Equals(TreeColumns? other) => other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as TreeColumns);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public bool Has(TreeColumn column) => Shown.Contains(column);

    /// <summary>In pixels; null where the column's width follows the window.</summary>
    public int? WidthOf(TreeColumn column) => _widths.TryGetValue(column.Name, out var width) ? width : null;

    public TreeColumns WithWidth(TreeColumn column, int? width)
    {
        var widths = new Dictionary<string, int>(_widths);
        if (width is { } pixels)
        {
            widths[column.Name] = Math.Clamp(pixels, MinWidth, MaxWidth);
        }
        else
        {
            widths.Remove(column.Name);
        }

        return new TreeColumns(Shown, widths);
    }

    public TreeColumns Without(IEnumerable<TreeColumn> columns) => new([.. Shown.Except(columns)], _widths);

    /// <summary>With the column after those that come before it at first.</summary>
    public TreeColumns With(TreeColumn column)
    {
        var before = TreeColumn.All.TakeWhile(c => c != column).ToList();
        var at = Shown.Select((c, i) => before.Contains(c) ? i + 1 : 0).DefaultIfEmpty(0).Max();
        return new TreeColumns([.. Shown.Take(at), column, .. Shown.Skip(at)], _widths);
    }

    /// <summary>Moves the column by one place; -1 is to the left.</summary>
    public TreeColumns Move(TreeColumn column, int by)
    {
        var at = Shown.ToList().IndexOf(column) + by;
        return at < 0 || at >= Shown.Count ? this : Place(column, at);
    }

    /// <summary>Moves the column before another one; null is the end.</summary>
    public TreeColumns MoveBefore(TreeColumn column, TreeColumn? before)
    {
        var others = Shown.Where(c => c != column).ToList();
        return column == before || !Has(column) ? this : Place(column, before is null ? others.Count : Math.Max(0, others.IndexOf(before)));
    }

    /// <summary>The grid's columns for css/tree.css. Narrow windows leave some out by an empty --w- variable; js/columns.js sets --u- while the user drags.</summary>
    public string Style => $"--cols:{string.Join(' ', Shown.Prepend(TreeColumn.Process).Select(TrackOf))}";

    public override string ToString() => _text ??= string.Join(',', Shown.Prepend(TreeColumn.Process).Where(c => c != TreeColumn.Process || WidthOf(c) is not null)
            .Select(c => WidthOf(c) is { } width ? $"{c.Name}:{width}" : c.Name));

    /// <summary>The line before the bars has a name, by which the losses behind them are placed.</summary>
    private string TrackOf(TreeColumn column)
    {
        var track = WidthOf(column) is { } width ? $"{width}px" : column.Track;
        return $"var(--w-{column.Name},{(column.Name == Bars ? "[life] " : "")}var(--u-{column.Name},{track}))";
    }

    private TreeColumns Place(TreeColumn column, int at)
    {
        var others = Shown.Where(c => c != column).ToList();
        others.Insert(at, column);
        return new TreeColumns(others, _widths);
    }
}

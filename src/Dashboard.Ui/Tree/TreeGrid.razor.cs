using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui.Tree;

/// <summary>The process tree. Bars and ages are updated in the browser (js/clock.js), so the passing of time costs no renders.</summary>
public sealed partial class TreeGrid
{
    /// <summary>Rows of the last pull, and those before the refresh that is running.</summary>
    private (RowAnchor Last, RowAnchor Before) _anchors;
    private bool _scrolled;
    private DotNetObjectReference<ColumnEdits>? _columns;

    /// <summary>Losses within the bars' time span, oldest first; bounded by <see cref="TreeLosses"/>.</summary>
    [Parameter]
    public IReadOnlyList<LossBand> Losses { get; set; } = [];

    protected override string Id => "tree";

    protected override string Label => "Processes";

    protected override string Reading => "Reading the process table…";

    protected override string Class => View.Options.Shown.EndsWithBars ? "tree ends-with-bars" : "tree";

    protected override string Style => View.Options.Shown.Style;

    protected override bool SelectsSeveral => true;

    protected override string? Span => View.Axis.Span;

    protected override (string From, string To)? Ends => View.Axis.Ends;

    protected override int? Columns => 1 + View.Options.Shown.Shown.Count;

    /// <summary>--row of tokens.css.</summary>
    protected override int RowPixels => Settings.RowHeight(30);

    protected override string RowClass => "trow";

    protected override (string ElementId, int Index)? ActiveRow
        => View.ActiveRow is { } active ? (TreeLine.ElementId(active), View.ActiveIndex) : null;

    [Inject]
    private TreeViewModel View { get; set; } = default!;

    [Inject]
    private Capture Capture { get; set; } = default!;

    [Inject]
    private FilterState Filter { get; set; } = default!;

    protected override async Task WatchAsync(DotNetObjectReference<LiveGrid<PlacedRow>> self)
    {
        await Browser.WatchScrollAsync(Id, self);
        await Browser.WatchPointerAsync(Id, self);
        await Browser.WatchReadingAsync(Id, self);
        _columns = DotNetObjectReference.Create(new ColumnEdits(this));
        await Browser.WatchColumnsAsync(Id, _columns);
    }

    public override void Dispose()
    {
        base.Dispose();
        _columns?.Dispose();
    }

    protected override GridPage<PlacedRow> Pull(int offset, int limit)
    {
        var now = Pulse.NowBootNs;
        var page = View.Pull(offset, limit);
        _anchors.Last = RowAnchor.Of(page.Rows, offset, View.ActiveRow);
        var usages = View.ReadNow(page.Rows);
        return new(page.Rows.Select((row, i) => new PlacedRow(row, offset + i, now, usages.GetValueOrDefault(row.Id))), page.Total);
    }

    protected override void OnPulling() => _anchors.Before = _anchors.Last;

    protected override async Task OnRefreshedAsync()
    {
        if (View.Options.Follow)
        {
            await ShowSelectedAsync();
        }
        else if (_scrolled && _anchors.Last.ShiftSince(_anchors.Before) is var shift && shift != 0)
        {
            await Browser.ShiftRowsAsync(Id, shift);
        }
    }

    protected override Task OnScrolledAsync(bool atTop)
    {
        _scrolled = !atTop;
        return Task.CompletedTask;
    }

    protected override int? Reveal(ProcessId id)
    {
        var index = View.Reveal(id);
        if (index is not null)
        {
            View.Activate(id);
        }

        return index;
    }

    protected override bool Move(int rows) => View.Move(rows);

    protected override bool MoveTo(int index) => View.MoveTo(index);

    protected override void Enter()
    {
        if (View.Active is { } id)
        {
            Select(id);
        }
        else if (View.ActiveRow is { } row)
        {
            View.Toggle(row);
        }
    }

    protected override bool? Run(string command) => command switch
    {
        "left" => View.Left(),
        "right" => View.Right(),
        "parent" => View.Up(),
        "mark" => View.MarkActive(),
        "mark-down" => View.MarkUpTo(1),
        "mark-up" => View.MarkUpTo(-1),
        "escape" when View.Marks.Rows.Count > 0 => ClearMarks(),
        _ => null,
    };

    private bool ClearMarks()
    {
        View.Marks.Clear();
        return true;
    }

    /// <summary>Scrolls to the active row and gives it the focus.</summary>
    public async Task ShowActiveAsync()
    {
        await RefreshAsync();
        await FocusActiveAsync();
    }

    private async Task ShowSelectedAsync()
    {
        if (Selected is { } selected && View.Reveal(selected) is { } index)
        {
            await Browser.ScrollToRowAsync(Id, index);
        }
    }

    private void Select(ProcessId id) => View.Select(Selected == id ? null : id);

    private Task SelectAsync(RowClick click)
    {
        if (click.Extends)
        {
            View.MarkTo(click.Process);
        }
        else if (click.Adds)
        {
            View.Mark(click.Process);
        }
        else
        {
            View.Marks.Clear();
            Select(click.Process);
        }

        return RefreshAsync();
    }

    private Task ToggleAsync(TreeRowKey row)
    {
        View.Activate(row);
        View.Toggle(row);
        return RefreshAsync();
    }

    /// <summary>Called by js/columns.js when the user has changed a column.</summary>
    private sealed class ColumnEdits(TreeGrid grid)
    {
        [JSInvokable]
        public Task OnColumnWidth(string name, int? pixels) => SaveAsync(name, (columns, column) => columns.WithWidth(column, pixels));

        /// <param name="before">Empty for the end.</param>
        [JSInvokable]
        public Task OnColumnMoved(string name, string before) => SaveAsync(name, (columns, column) => columns.MoveBefore(column, TreeColumn.Find(before)));

        [JSInvokable]
        public Task OnColumnStep(string name, int by) => SaveAsync(name, (columns, column) => columns.Move(column, Math.Sign(by)));

        [JSInvokable]
        public Task OnRange(double from, double to) => grid.InvokeAsync(() => UrlRange.Write(grid.Url, grid.Capture.Store.Clock, from, to));

        private Task SaveAsync(string name, Func<TreeColumns, TreeColumn, TreeColumns> change)
        {
            var column = name == TreeColumn.Process.Name ? TreeColumn.Process : TreeColumn.Find(name);
            return column is null ? Task.CompletedTask : grid.InvokeAsync(() => grid.Settings.SetColumnsAsync(change(grid.View.Options.Shown, column)));
        }
    }
}

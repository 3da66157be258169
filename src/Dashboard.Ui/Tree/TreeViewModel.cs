using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;

namespace Dashboard.Ui.Tree;

/// <summary>State of one viewer's tree: collapsed rows, the active row and the last pulled page.</summary>
public sealed partial class TreeViewModel(Capture capture, LivePulse pulse, FilterState filter, UrlState url, ViewSettings settings, TimeProvider time)
{
    /// <summary>How often storms are counted.</summary>
    private static readonly TimeSpan AnnounceEvery = TimeSpan.FromSeconds(1);

    private readonly ToggledRows<ProcessId> _collapsed = new();
    private readonly ToggledRows<TreeGroupKey> _collapsedGroups = new();
    private readonly ToggledRows<TreeRowKey> _openStorms = new();
    private readonly SortedOrder _sorted = new(time);
    private (string Address, bool KeepsEnded, ViewOptions Options)? _options;
    private long _announcedAt;
    private Filter? _announcedFor;

    /// <summary>Read once for each address: a row asks for its columns.</summary>
    public ViewOptions Options
    {
        get
        {
            if (_options is not { } read || read.Address != url.Current || read.KeepsEnded != settings.KeepsEnded)
            {
                _options = read = (url.Current, settings.KeepsEnded, ViewOptions.Read(url, settings.KeepsEnded));
            }

            return read.Options;
        }
    }

    /// <summary>Rows that are selected together.</summary>
    public MarkedRows Marks { get; } = new();

    /// <summary>The largest storm of the last half minute; read once a second.</summary>
    public StormAnnouncement? Storm { get; private set; }

    /// <summary>The time axis of the lifetime bars: the chosen range, or what fits.</summary>
    public TreeAxis Axis => TreeAxis.Of(UrlRange.Choice(url, capture.Store.Clock, pulse.NowBootNs) ?? Options.DefaultRange, capture, pulse.NowBootNs);

    public ProcessId? Selected => ProcessId.TryParse(url.Get(UrlState.Selection), out var id) ? id : null;

    /// <summary>The row that has the focus, or would receive it.</summary>
    public TreeRowKey? ActiveRow { get; private set; }

    /// <summary>The process of the active row; null for a storm or a group.</summary>
    public ProcessId? Active => ActiveRow is { StormComm: null, Group: null } row ? row.Process : null;

    public int ActiveIndex { get; private set; }

    /// <summary>The last pulled page, with totals for the status bar.</summary>
    public TreePage Last { get; private set; } = TreePage.Empty;

    /// <summary>True while the last page contains rows that will expire.</summary>
    public bool Lingers { get; private set; }

    public TreePage Pull(int offset, int limit)
    {
        var announces = capture.IsLive && !pulse.Paused && (_announcedFor != filter.Applied || time.GetElapsedTime(_announcedAt) >= AnnounceEvery);
        Last = Ask(run => Page(run, offset, limit, announces));
        if (announces && Options.Sort is null)
        {
            (Storm, _announcedAt, _announcedFor) = (Last.Storm, time.GetTimestamp(), filter.Applied);
        }

        if (Options.Sort is not null && ActiveRow is { StormComm: not null } or { Group: not null })
        {
            ActiveRow = null;
        }

        Lingers = Options.LingerNs is not null && Last.Rows.Any(r => r.Exit is not null || r.Storm is not null);
        ActiveRow ??= Last.Rows.FirstOrDefault()?.Key;
        return Last;
    }

    public void Select(ProcessId? id)
    {
        if (id is { } chosen)
        {
            Activate(chosen);
        }

        url.Set((UrlState.Selection, id?.ToString()));
    }

    public void Activate(TreeRowKey row)
    {
        ActiveRow = row;
        ActiveIndex = IndexOf(row) ?? ActiveIndex;
    }

    public void Toggle(TreeRowKey row)
    {
        switch (row)
        {
            case { StormComm: not null }:
                _openStorms.Toggle(row);
                break;
            case { Group: { } group }:
                _collapsedGroups.Toggle(group);
                break;
            default:
                _collapsed.Toggle(row.Process);
                break;
        }
    }

    /// <summary>Moves the active row; false at the end of the tree.</summary>
    public bool Move(int rows)
    {
        var index = ActiveRow is { } row ? IndexOf(row) ?? ActiveIndex : 0;
        return MoveTo(index + rows);
    }

    public bool MoveTo(int index)
        => Ask(run =>
        {
            var page = Page(run, Math.Max(0, index), 1);
            if (page.Rows.Count == 0)
            {
                page = Page(run, Math.Max(0, page.Total - 1), 1);
                index = page.Total - 1;
            }

            return Take(page, index);
        });

    /// <summary>Expands the row, or moves to its first child if expanded.</summary>
    public bool Right()
    {
        if (ReadActive() is not { HasChildren: true } row)
        {
            return false;
        }

        if (row.Expanded)
        {
            return Move(1);
        }

        Toggle(row.Key);
        return true;
    }

    /// <summary>Collapses the row, or moves to its parent row if there is nothing to collapse.</summary>
    public bool Left()
    {
        if (ReadActive() is not { } row)
        {
            return false;
        }

        if (row is { HasChildren: true, Expanded: true })
        {
            Toggle(row.Key);
            return true;
        }

        var above = Options.Sort is null ? Ask(run => ProcessTree.ParentIndexOf(run, Query(0, 0), row.Key)) : null;
        return above is { } index && MoveTo(index);
    }

    /// <summary>Moves to the parent if it is shown.</summary>
    public bool Up()
    {
        var parent = ActiveRow is { StormComm: not null } storm ? storm.Process
            : Active is { } id ? capture.Store.Read(view => ParentOf(view, view.Processes.Find(id))?.Id)
            : null;
        return parent is { } found && IndexOf(found) is { } index && MoveTo(index);
    }

    /// <summary>Path from the root to this process in the current tree; empty when it is not in the capture.</summary>
    public IReadOnlyList<ProcessReference> PathTo(ProcessId id)
        => capture.Store.Read(view =>
        {
            var path = new List<ProcessReference>();
            for (var at = view.Processes.Find(id); at is not null && path.Count < ProcessFacts.MaxLineage; at = ParentOf(view, at))
            {
                path.Insert(0, at.ToReference());
            }

            return path;
        });

    /// <summary>Expands the ancestors of a process; returns its row index.</summary>
    public int? Reveal(ProcessId id)
    {
        foreach (var above in PathTo(id).SkipLast(1))
        {
            _collapsed.Remove(above.Id!.Value);
        }

        if (capture.Store.Read(view => view.Processes.Find(id) is { } found ? TreeGroupKey.Of(found, Options.GroupBy) : null) is { } group)
        {
            _collapsedGroups.Remove(group);
        }

        return IndexOf(id);
    }

    private TreeRow? ReadActive()
    {
        if (ActiveRow is not { } key || IndexOf(key) is not { } index)
        {
            return null;
        }

        return Ask(run => Page(run, index, 1)).Rows.FirstOrDefault();
    }

    private bool Take(TreePage page, int index)
    {
        if (page.Rows.Count == 0 || page.Rows[0].Key == ActiveRow)
        {
            return false;
        }

        ActiveRow = page.Rows[0].Key;
        ActiveIndex = Math.Max(0, index);
        return true;
    }

    private ProcessRecord? ParentOf(StoreReader view, ProcessRecord? record)
        => record is null ? null : ProcessTree.ParentOf(view.Processes, record, Options.By);

    private int? IndexOf(TreeRowKey row)
        => Ask(run => Options.Sort is { } sort ? Sorted(sort).IndexOf(row.Process) : ProcessTree.IndexOf(run, Query(0, 0), row));
}

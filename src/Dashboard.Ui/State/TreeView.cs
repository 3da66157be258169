using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.State;

/// <summary>The tree as one viewer looks at it: what is folded, which row is active, and the pages that are pulled.</summary>
public sealed class TreeView(Capture capture, LivePulse pulse, FilterState filter, UrlState url)
{
    /// <summary>Bound of <see cref="_collapsed"/>: beyond, the rows that were folded first open again.</summary>
    private const int MaxCollapsed = 10_000;

    private readonly HashSet<ProcessId> _collapsed = [];
    private readonly Queue<ProcessId> _collapsedOrder = new();

    public ViewOptions Options => ViewOptions.Read(url, capture.IsLive);

    public ProcessId? Selected => ProcessId.TryParse(url.Get(UrlState.Selection), out var id) ? id : null;

    /// <summary>The row that has the focus, or would get it.</summary>
    public ProcessId? Active { get; private set; }

    public int ActiveIndex { get; private set; }

    /// <summary>What the last pull saw: totals, for the status line.</summary>
    public TreePage Last { get; private set; } = new([], 0, 0, 0);

    /// <summary>True while a row of the last pull will go by itself after a while.</summary>
    public bool Lingers { get; private set; }

    public TreePage Pull(int offset, int limit)
    {
        Last = capture.Store.Read(view => Page(view, offset, limit));
        Lingers = Options.LingerNs is not null && Last.Rows.Any(r => r.Exit is not null);
        Active ??= Last.Rows.FirstOrDefault()?.Id;
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

    public void Activate(ProcessId id)
    {
        Active = id;
        ActiveIndex = IndexOf(id) ?? ActiveIndex;
    }

    public void Toggle(ProcessId id)
    {
        if (!_collapsed.Remove(id))
        {
            Collapse(id);
        }
    }

    /// <summary>Moves the active row by some rows; answers false at the end of the tree.</summary>
    public bool Move(int rows)
    {
        var index = Active is { } id ? IndexOf(id) ?? ActiveIndex : 0;
        return MoveTo(index + rows);
    }

    public bool MoveTo(int index)
        => capture.Store.Read(view =>
        {
            var page = Page(view, Math.Max(0, index), 1);
            if (page.Rows.Count == 0)
            {
                page = Page(view, Math.Max(0, page.Total - 1), 1);
                index = page.Total - 1;
            }

            return Take(page, index);
        });

    /// <summary>The last row.</summary>
    public bool MoveToEnd() => MoveTo(int.MaxValue);

    /// <summary>Opens the row, or goes to its first child when it is open.</summary>
    public bool Right()
    {
        if (ActiveRow() is not { HasChildren: true } row)
        {
            return false;
        }

        return _collapsed.Remove(row.Id) || Move(1);
    }

    /// <summary>Folds the row, or goes to its parent when there is nothing to fold.</summary>
    public bool Left()
    {
        if (ActiveRow() is not { } row)
        {
            return false;
        }

        if (row is { HasChildren: true, Expanded: true })
        {
            Collapse(row.Id);
            return true;
        }

        return Up();
    }

    /// <summary>Goes to the parent, when it is shown.</summary>
    public bool Up()
    {
        var parent = Active is { } id
            ? capture.Store.Read(view => view.Processes.Find(id)?.ParentRecord is { } p && p != view.Processes.Root ? p.Id : (ProcessId?)null)
            : null;
        return parent is { } found && IndexOf(found) is { } index && MoveTo(index);
    }

    /// <summary>Makes a process visible: opens what is folded above it. Answers its row.</summary>
    public int? Reveal(ProcessId id)
    {
        foreach (var above in capture.Store.Read(view => Ancestors(view.Processes.Find(id))))
        {
            _collapsed.Remove(above);
        }

        return IndexOf(id);
    }

    private TreeRow? ActiveRow()
    {
        if (Active is not { } id || IndexOf(id) is not { } index)
        {
            return null;
        }

        return capture.Store.Read(view => Page(view, index, 1)).Rows.FirstOrDefault();
    }

    private bool Take(TreePage page, int index)
    {
        if (page.Rows.Count == 0 || page.Rows[0].Id == Active)
        {
            return false;
        }

        Active = page.Rows[0].Id;
        ActiveIndex = Math.Max(0, index);
        return true;
    }

    private void Collapse(ProcessId id)
    {
        _collapsed.Add(id);
        _collapsedOrder.Enqueue(id);
        while (_collapsedOrder.Count > MaxCollapsed)
        {
            _collapsed.Remove(_collapsedOrder.Dequeue());
        }
    }

    private int? IndexOf(ProcessId id)
        => capture.Store.Read(view => ProcessTree.IndexOf(view.Processes, Query(view, 0, 0, out _), id));

    private TreePage Page(StoreView view, int offset, int limit)
    {
        var page = ProcessTree.Page(view.Processes, Query(view, offset, limit, out var later));
        if (pulse.PausedAt is not { } paused)
        {
            return page;
        }

        // What came later is not hidden by the filter: it waits.
        return page with
        {
            Rows = [.. page.Rows.Select(row => FrozenRow.AsOf(row, paused.BootNs))],
            Hidden = page.Hidden - later.Count,
        };
    }

    private TreeQuery Query(StoreView view, int offset, int limit, out LaterCount later)
    {
        var now = pulse.NowBootNs;
        var counter = later = new LaterCount();
        Func<ProcessRecord, bool>? matches = null;
        if (filter.IsActive)
        {
            var subject = new ProcessFilterSubject(now);
            var applied = filter.Applied;
            matches = record => applied.Matches(subject.At(record));
        }

        if (pulse.Paused)
        {
            var wanted = matches;
            matches = record => !counter.IsLater(record, now) && (wanted is null || wanted(record));
        }

        var options = Options;
        return new TreeQuery
        {
            Matches = matches,
            MatchesOnly = options.MatchesOnly && filter.IsActive,
            LingerNs = options.LingerNs,
            NowBootNs = now,
            Collapsed = _collapsed,
            Pinned = Selected,
            Offset = offset,
            Limit = limit,
        };
    }

    private static List<ProcessId> Ancestors(ProcessRecord? record)
    {
        var above = new List<ProcessId>();
        for (var parent = record?.ParentRecord; parent is not null && above.Count < ProcessFacts.MaxLineage; parent = parent.ParentRecord)
        {
            above.Add(parent.Id);
        }

        return above;
    }

    private sealed class LaterCount
    {
        public int Count { get; private set; }

        public bool IsLater(ProcessRecord record, long bootNs)
        {
            var later = record.Id.StartNs > bootNs;
            Count += later ? 1 : 0;
            return later;
        }
    }
}

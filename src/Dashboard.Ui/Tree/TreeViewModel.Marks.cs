using Dashboard.Core.Model;
using Dashboard.Core.Tree;

namespace Dashboard.Ui.Tree;

/// <summary>Selects several rows, by the ways of other lists: Ctrl+click, Shift+click, Space, Shift+arrow.</summary>
public sealed partial class TreeViewModel
{
    /// <summary>Adds a row or takes it out. The first one joins the process whose details are open.</summary>
    public void Mark(ProcessId id)
    {
        if (Marks.Rows.Count == 0 && Selected is { } open && open != id)
        {
            Marks.Toggle(open);
        }

        Marks.Toggle(id);
        Activate(id);
    }

    /// <summary>Selects all processes from the anchor to this one.</summary>
    public void MarkTo(ProcessId id)
    {
        var anchor = Marks.Anchor ?? Selected ?? Active ?? id;
        if (IndexOf(anchor) is not { } from || IndexOf(id) is not { } to)
        {
            anchor = id;
            from = to = IndexOf(id) ?? 0;
        }

        var first = Math.Min(from, to);
        var rows = Ask(run => Page(run, first, Math.Min(Math.Abs(to - from) + 1, MarkedRows.Max))).Rows;
        Marks.Set(anchor, rows.Where(r => r is { Storm: null, Group: null }).Select(r => r.Id));
        Activate(id);
    }

    /// <summary>Adds the active row or takes it out.</summary>
    public bool MarkActive()
    {
        if (Active is not { } id)
        {
            return false;
        }

        Mark(id);
        return true;
    }

    /// <summary>Moves the active row and selects all from the anchor to it.</summary>
    public bool MarkUpTo(int rows)
    {
        if (Marks.Rows.Count == 0 && Active is { } anchor)
        {
            Marks.Toggle(anchor);
        }

        var moved = Move(rows);
        if (moved && Active is { } id)
        {
            MarkTo(id);
        }

        return true;
    }

    /// <summary>The selected rows, or the active one when none is; with their commands. Processes that were evicted are left out.</summary>
    public IReadOnlyList<TreeRow> MarkedOrActive()
    {
        IReadOnlyList<ProcessId> wanted = Marks.Rows.Count > 0 ? Marks.Rows : Active is { } id ? [id] : [];
        var query = Query(0, 0) with { WithCommands = true };
        return capture.Store.Read(view => wanted.Select(row => view.Processes.Find(row)).Where(r => r is not null)
            .Select(r => ProcessTree.RowOf(view.Processes, r!, query)).ToList());
    }

    /// <summary>Expands what hides a storm and makes its row the active one; returns its place.</summary>
    public int? RevealStorm(StormAnnouncement storm)
    {
        if (storm.Parent.Id is not { } parent || Reveal(parent) is null)
        {
            return null;
        }

        _collapsed.Remove(parent);
        var row = new TreeRowKey(parent, storm.Comm);
        Activate(IndexOf(row) is null ? parent : row);
        return ActiveIndex;
    }
}

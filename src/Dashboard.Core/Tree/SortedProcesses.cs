using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Core.Tree;

/// <summary>
/// The processes that a tree shows and that match, as a flat list in the order of one of their values. The order is computed once, in
/// slices; windows of it are read by id, so scrolling sorts nothing.
/// </summary>
public sealed class SortedProcesses
{
    /// <summary>Bounded by the table: 16 bytes for each process that is shown.</summary>
    private readonly ProcessId[] _ids;

    private SortedProcesses(ProcessId[] ids, TreeCounts counts) => (_ids, Counts) = (ids, counts);

    public TreeCounts Counts { get; }

    /// <param name="readNow">Reads the value of running processes that no event has; null where they cannot be read.</param>
    public static SortedProcesses Of(QueryRun run, TreeQuery query, TreeSort sort, Func<IReadOnlyList<ProcessId>, IReadOnlyDictionary<ProcessId, long>>? readNow = null)
    {
        var nodes = TreeNodes.Of(run, query);
        var counts = ProcessTree.Judge(CollectionsMarshal.AsSpan(nodes), query);
        var entries = nodes.Where(n => n is { IsMatch: true, IsGroup: false }).Select(n => new SortedEntry(n.Id)).ToArray();
        var next = 0;
        run.Scan(view =>
        {
            while (next < entries.Length && run.Takes())
            {
                if (view.Processes.Find(entries[next].Id) is { } record)
                {
                    entries[next] = SortedEntry.Of(record, sort.Key, view.Processes, query);
                }

                next++;
            }

            return next < entries.Length;
        });
        if (readNow is not null && sort.Key is TreeSortKey.CpuTime or TreeSortKey.CpuNow or TreeSortKey.MemoryNow)
        {
            var now = readNow([.. entries.Where(e => e.Number is null).Select(e => e.Id)]);
            entries = Array.ConvertAll(entries, e => e.Number is null && now.TryGetValue(e.Id, out var value) ? e with { Number = value } : e);
        }

        Array.Sort(entries, sort.Descending ? SortedEntry.Descending : SortedEntry.Ascending);
        return new SortedProcesses(Array.ConvertAll(entries, e => e.Id), counts with { Processes = counts.Matched, Hidden = counts.Kept - counts.Matched });
    }

    /// <summary>The window of the query. A process that was evicted since is left out.</summary>
    public TreePage Page(QueryRun run, TreeQuery query)
    {
        var rows = run.One(view =>
        {
            var rows = new List<TreeRow>();
            for (var i = Math.Max(0, query.Offset); i < _ids.Length && i - query.Offset < query.Limit; i++)
            {
                if (view.Processes.Find(_ids[i]) is { } record)
                {
                    rows.Add(ProcessTree.RowOf(view.Processes, record, query) with { PosInSet = i + 1, SetSize = _ids.Length });
                }
            }

            return rows;
        });
        return new TreePage(rows, _ids.Length, Counts);
    }

    public int? IndexOf(ProcessId id) => Array.IndexOf(_ids, id) is >= 0 and var at ? at : null;
}

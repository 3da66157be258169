using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Readings;
using Dashboard.Core.Tree;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Tree;

/// <summary>The questions to the store.</summary>
public sealed partial class TreeViewModel
{
    private static readonly TreeColumn Command = TreeColumn.Find("command")!;

    private static readonly IReadOnlyDictionary<ProcessId, ProcessUsage> NoUsage = new Dictionary<ProcessId, ProcessUsage>();

    private ProcessVerdicts? _verdicts;

    /// <summary>Key of <see cref="_verdicts"/>, which are valid while it is unchanged.</summary>
    private (long Version, Filter Filter, long? LingerNs, long NowBootNs) _verdictsKey;

    /// <summary>Runs a query on the store. The filter is evaluated beforehand, in slices and within a time budget.</summary>
    private T Ask<T>(Func<QueryRun, T> query)
        => filter.Ask(() =>
        {
            var now = pulse.NowBootNs;
            var key = (capture.Store.Version, filter.Applied, Options.LingerNs, now);
            if (!filter.IsActive)
            {
                _verdicts = null;
            }
            else if (_verdicts is null || _verdictsKey != key)
            {
                var since = Options.LingerNs is { } linger ? now - linger : (long?)null;
                _verdicts = ProcessVerdicts.Of(new QueryRun(capture.Store, time), filter.Applied, now, since);
                _verdictsKey = key;
            }

            return query(new QueryRun(capture.Store, time) { MaxWork = TimeSpan.MaxValue });
        });

    private TreePage Page(QueryRun run, int offset, int limit, bool announces = false)
    {
        var query = Query(offset, limit) with { AnnouncesStorms = announces };
        var page = Options.Sort is { } sort ? Sorted(sort).Page(run, query) : ProcessTree.Page(run, query);
        if (pulse.PausedAt is not { } paused)
        {
            return page;
        }

        return page with { Rows = [.. page.Rows.Select(row => FrozenRow.AsOf(row, paused.BootNs))] };
    }

    /// <summary>The order of the sorted list, as of this second.</summary>
    private SortedProcesses Sorted(TreeSort sort)
    {
        var options = Options;
        var key = (sort, filter.Applied, options.LingerNs, options.Zoom, options.By, Selected, pulse.PausedAt);
        return _sorted.Get(key, pulse.Paused, () => SortedProcesses.Of(new QueryRun(capture.Store, time) { MaxWork = TimeSpan.MaxValue }, Query(0, 0), sort, ReaderOf(sort)));
    }

    /// <summary>True while a column shows figures that change without an event.</summary>
    public bool ReadsNow => capture.Usage is not null && Options.Shown.ReadsNow;

    /// <summary>
    /// CPU and memory of the running ones among these rows, which are those in sight. The sampler reads a process once a second for all
    /// viewers. Empty while no column shows them, and while the view is paused.
    /// </summary>
    public IReadOnlyDictionary<ProcessId, ProcessUsage> ReadNow(IEnumerable<TreeRow> rows)
        => ReadsNow && !pulse.Paused
            ? capture.Usage!.Sample(rows.Where(r => r is { Storm: null, Group: null, Exit: null }).Select(r => r.Id))
            : NoUsage;

    /// <summary>To sort by a figure of now, that of all running processes is needed, at the pace of the sorting.</summary>
    private Func<IReadOnlyList<ProcessId>, IReadOnlyDictionary<ProcessId, long>>? ReaderOf(TreeSort sort)
    {
        if (capture.Usage is not { } sampler || pulse.Paused)
        {
            return null;
        }

        return running => sampler.Sample(running).Where(s => sort.Key != TreeSortKey.CpuNow || s.Value.Cpu is not null).ToDictionary(s => s.Key, s => sort.Key switch
        {
            TreeSortKey.CpuNow => (long)(s.Value.Cpu!.Value * 1_000_000),
            TreeSortKey.MemoryNow => s.Value.ResidentBytes,
            _ => s.Value.CpuNs,
        });
    }

    private TreeQuery Query(int offset, int limit)
    {
        var now = pulse.NowBootNs;
        Func<ProcessRecord, bool>? matches = null;
        if (_verdicts is { } verdicts)
        {
            matches = verdicts.Matches;
        }

        if (pulse.Paused)
        {
            var wanted = matches;
            matches = record => record.Id.StartNs <= now && (wanted is null || wanted(record));
        }

        var options = Options;
        return new TreeQuery
        {
            Matches = matches,
            MatchesOnly = options.MatchesOnly && filter.IsActive,
            LingerNs = options.LingerNs,
            NowBootNs = now,
            Collapsed = _collapsed.Rows,
            OpenStorms = _openStorms.Rows,
            StormSize = options.FoldStorms ? ViewOptions.StormSize : int.MaxValue,
            GroupBy = options.GroupBy,
            CollapsedGroups = _collapsedGroups.Rows,
            Zoom = options.Zoom,
            By = options.By,
            Pinned = Selected,
            WithCommands = options.Shown.Has(Command),
            Offset = offset,
            Limit = limit,
        };
    }
}

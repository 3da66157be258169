using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>A process and the value by which it is sorted. Processes without a value come last in both directions; equal ones by their start.</summary>
internal readonly record struct SortedEntry(ProcessId Id, string? Text = null, long? Number = null)
{
    public static readonly IComparer<SortedEntry> Ascending = Comparer<SortedEntry>.Create((a, b) => Compare(a, b, 1));

    public static readonly IComparer<SortedEntry> Descending = Comparer<SortedEntry>.Create((a, b) => Compare(a, b, -1));

    private bool HasValue => Text is not null || Number is not null;

    public static SortedEntry Of(ProcessRecord record, TreeSortKey key, ProcessTable table, TreeQuery query) => key switch
    {
        TreeSortKey.Comm => new(record.Id, record.Comm),
        TreeSortKey.Pid => new(record.Id, null, record.Pid),
        TreeSortKey.Command => new(record.Id, record.Path ?? record.Comm),
        TreeSortKey.Images => new(record.Id, null, record.ExecCount),
        TreeSortKey.Lifetime => new(record.Id, null, record.LifetimeNs(query.NowBootNs)),
        TreeSortKey.Exit => new(record.Id, null, ExitOrder(record.Exit)),
        TreeSortKey.User => new(record.Id, record.Context?.User),
        TreeSortKey.Children => new(record.Id, null, record.ChildCount),
        TreeSortKey.CpuTime => new(record.Id, null, record.Usage is { } usage ? usage.UserNs + usage.SystemNs : null),
        TreeSortKey.MaxMemory => new(record.Id, null, record.Usage?.MaxRssBytes),
        TreeSortKey.CpuNow or TreeSortKey.MemoryNow => new(record.Id),
        TreeSortKey.Started => new(record.Id, null, record.Id.StartNs),
        _ => OfParent(record, table, query),
    };

    private static SortedEntry OfParent(ProcessRecord record, ProcessTable table, TreeQuery query)
        => ProcessTree.ReferenceToParent(table, record, query.By) is { } parent ? new(record.Id, parent.Comm ?? "", parent.Pid) : new(record.Id);

    /// <summary>Signals after all exit codes, which are at most 255.</summary>
    private static long? ExitOrder(ProcessExit? exit) => exit switch
    {
        { Signal: { } signal } => 256 + signal,
        { ExitCode: { } code } => code,
        _ => null,
    };

    private static int Compare(in SortedEntry a, in SortedEntry b, int sign)
    {
        if (a.HasValue != b.HasValue)
        {
            return a.HasValue ? -1 : 1;
        }

        var order = StringComparer.OrdinalIgnoreCase.Compare(a.Text, b.Text);
        order = order != 0 ? order : Nullable.Compare(a.Number, b.Number);
        return order != 0 ? sign * order : (a.Id.StartNs, a.Id.Pid).CompareTo((b.Id.StartNs, b.Id.Pid));
    }
}

using System.Text.Json;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tests.Processes;

/// <summary>All fields of a record as text, to compare two tables.</summary>
internal static class RecordTexts
{
    public static IEnumerable<string> Of(ProcessTable table)
        => table.All.OrderBy(r => r.Id.StartNs).ThenBy(r => r.Id.Pid).Select(Of);

    public static string Of(ProcessRecord r) => JsonSerializer.Serialize(new
    {
        r.Id, r.Pid, r.Start, r.State, r.FromSnapshot, r.Life, r.How, r.CloneFlags, r.BornBy, r.Parent, r.CurrentParent,
        ParentRecord = r.ParentRecord?.Id, r.Comm, r.Images, r.ExecCount, r.FailedExecs, r.FailedExecCount, r.FinalFailureCount,
        r.ForkFailures, r.Threads, r.Exit, r.Reaped, r.Usage, r.Context, r.Cwd, r.Inferred, Children = r.Children.Select(c => c.Id),
        r.ChildCount, r.LiveChildCount, r.Alive, r.ChangedSeq, r.ChangedBootNs, r.Failed, Lifetime = r.LifetimeNs(long.MaxValue / 2),
    });
}

using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>A child as listed on its parent's page.</summary>
/// <param name="Failed">As <c>is:failed</c>: by its exit, or by a failed exec or fork.</param>
/// <param name="LifetimeNs">Up to its exit, or up to now.</param>
public sealed record ChildFact(ProcessId Id, string Comm, ProcessState State, bool Failed, ProcessExit? Exit, long LifetimeNs)
{
    public static ChildFact Of(ProcessRecord record, long nowBootNs)
        => new(record.Id, record.Comm, record.State, record.Failed, record.Exit, record.LifetimeNs(nowBootNs));
}

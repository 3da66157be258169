using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>A child as listed on its parent's page.</summary>
public sealed record ChildFact(ProcessId Id, string Comm, ProcessState State, bool Failed)
{
    public static ChildFact Of(ProcessRecord record) => new(record.Id, record.Comm, record.State, record.Failed);
}

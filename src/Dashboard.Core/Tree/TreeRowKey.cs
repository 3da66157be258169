using Dashboard.Core.Model;

namespace Dashboard.Core.Tree;

/// <summary>The key of a tree row: a process, a storm, or a group.</summary>
/// <param name="Process">The process; for a storm its parent, default where unknown.</param>
/// <param name="StormComm">The common name of a storm's processes; null for a process.</param>
/// <param name="Group">The group; for a storm the group directly above it. Null for a process.</param>
public readonly record struct TreeRowKey(ProcessId Process, string? StormComm = null, TreeGroupKey? Group = null)
{
    public static implicit operator TreeRowKey(ProcessId process) => new(process);
}

using Dashboard.Core.Model;

namespace Dashboard.Core.Tree;

/// <summary>Names a row of the tree: a process, the children of one name under a process that stand in one row, or a group.</summary>
/// <param name="Process">The process; of a storm the parent, default where the parent is not known.</param>
/// <param name="StormComm">The name that the children of a storm share; null for a process.</param>
/// <param name="Group">The group; of a storm the one that it stands directly below. Null for a process.</param>
public readonly record struct TreeRowKey(ProcessId Process, string? StormComm = null, TreeGroupKey? Group = null)
{
    public static implicit operator TreeRowKey(ProcessId process) => new(process);
}

namespace Dashboard.Core.Tree;

/// <summary>The summary row of a group.</summary>
/// <param name="Count">Processes in the group, including collapsed ones.</param>
/// <param name="Running">The number still running.</param>
/// <param name="Failed">The number that failed, by an exec or by their exit.</param>
public sealed record TreeGroup(TreeGroupKey Key, int Count, int Running, int Failed);

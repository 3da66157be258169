namespace Dashboard.Core.Tree;

/// <summary>What the row of a group says of it.</summary>
/// <param name="Count">Processes that stand below it, also where they are folded away.</param>
/// <param name="Running">How many of them have not ended.</param>
/// <param name="Failed">How many of them failed, by an exec or by their exit.</param>
public sealed record TreeGroup(TreeGroupKey Key, int Count, int Running, int Failed);

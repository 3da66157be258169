namespace Dashboard.Core.Tree;

/// <summary>How many processes a tree shows, and how many it would show.</summary>
/// <param name="Matched">Processes that match the filter, including collapsed ones and those in a storm.</param>
/// <param name="Hidden">Processes that would be shown without the filter.</param>
/// <param name="Processes">Processes that the rows represent, including collapsed ones and those in storms.</param>
/// <param name="Kept">Processes that would be shown without the filter, whether they match or not.</param>
/// <param name="Ended">Matching processes that have ended.</param>
public readonly record struct TreeCounts(int Matched, int Hidden, int Processes, int Kept, int Ended);

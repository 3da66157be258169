namespace Dashboard.Core.Filtering.Language;

/// <summary>A query exceeded its budget while it was evaluated. Partial results are discarded.</summary>
/// <param name="because">The cost, in lower case and without a full stop.</param>
/// <param name="hint">What to use instead.</param>
public sealed class FilterTooExpensiveException(string because, string hint)
    : Exception($"Too expensive, because {because}.")
{
    public string Hint { get; } = hint;

    /// <summary>The error for the filter box, covering the whole text.</summary>
    public FilterError ErrorOf(Filter filter)
        => new($"too expensive, because {because}", 0, filter.Text.Length, Hint, TooExpensive: true);
}

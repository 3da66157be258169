namespace Dashboard.Core.Filtering.Language;

/// <summary>A question cost more than its budget while it was answered. What was found until then is not handed out.</summary>
/// <param name="because">What it cost, in lower case and without a full stop.</param>
/// <param name="hint">What to ask instead.</param>
public sealed class FilterTooExpensiveException(string because, string hint)
    : Exception($"Too expensive, because {because}.")
{
    public string Hint { get; } = hint;

    /// <summary>As the filter box shows it: about the whole text.</summary>
    public FilterError ErrorOf(Filter filter)
        => new($"too expensive, because {because}", 0, filter.Text.Length, Hint, TooExpensive: true);
}

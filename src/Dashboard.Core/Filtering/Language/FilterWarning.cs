namespace Dashboard.Core.Filtering.Language;

/// <summary>A filter that is valid but probably not intended.</summary>
/// <param name="Message">What is suspicious, in lower case and without a full stop.</param>
/// <param name="Position">Index of the first suspicious character, from 0.</param>
/// <param name="Length">Number of suspicious characters.</param>
/// <param name="Hint">What to do instead.</param>
/// <param name="Replacement">Text that fixes it when it replaces these characters; null when there is no single fix.</param>
public sealed record FilterWarning(string Message, int Position, int Length, string? Hint, string? Replacement = null)
{
    /// <summary>Message and hint in one sentence.</summary>
    public string Sentence => Hint is null ? Message : $"{Message}, {Hint}";
}

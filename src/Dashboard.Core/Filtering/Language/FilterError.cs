namespace Dashboard.Core.Filtering.Language;

/// <summary>Why a text is not a filter, and where.</summary>
/// <param name="Message">What is wrong, in lower case and without a full stop: "unknown errno ENONET".</param>
/// <param name="Position">Index of the first wrong character, from 0; the length of the text when something is missing at its end.</param>
/// <param name="Length">Number of wrong characters; 0 when something is missing.</param>
/// <param name="Hint">The remedy: "did you mean ENOENT?".</param>
/// <param name="Replacement">Text that fixes the error when it replaces these characters; null when there is no single fix.</param>
/// <param name="TooExpensive">The filter is valid, but evaluating it would cost more than allowed.</param>
public sealed record FilterError(
    string Message, int Position, int Length, string? Hint, string? Replacement = null, bool TooExpensive = false)
{
    /// <summary>"unknown errno ENONET, did you mean ENOENT?"</summary>
    public string Sentence => Hint is null ? Message : $"{Message}, {Hint}";
}

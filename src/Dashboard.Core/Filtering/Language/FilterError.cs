namespace Dashboard.Core.Filtering.Language;

/// <summary>Why a text is not a filter, and where.</summary>
/// <param name="Message">What is wrong, in lower case and without a full stop: "unknown errno ENONET".</param>
/// <param name="Position">Index of the first character it is about, from 0; the length of the text when something is missing at its end.</param>
/// <param name="Length">How many characters it is about; 0 when something is missing.</param>
/// <param name="Hint">What to do: "did you mean ENOENT?".</param>
/// <param name="Replacement">Text that cures it when it takes the place of these characters; null when there is no single cure.</param>
/// <param name="TooExpensive">It is a filter, but one whose answer would cost more than a question may.</param>
public sealed record FilterError(
    string Message, int Position, int Length, string? Hint, string? Replacement = null, bool TooExpensive = false)
{
    /// <summary>"unknown errno ENONET, did you mean ENOENT?"</summary>
    public string Sentence => Hint is null ? Message : $"{Message}, {Hint}";
}

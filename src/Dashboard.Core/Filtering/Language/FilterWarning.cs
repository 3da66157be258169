namespace Dashboard.Core.Filtering.Language;

/// <summary>A filter that is valid and probably not what was meant.</summary>
/// <param name="Message">What looks wrong, in lower case and without a full stop.</param>
/// <param name="Position">Index of the first character it is about, from 0.</param>
/// <param name="Length">How many characters it is about.</param>
/// <param name="Hint">What to do instead.</param>
/// <param name="Replacement">Text that cures it when it takes the place of these characters; null when there is no single cure.</param>
public sealed record FilterWarning(string Message, int Position, int Length, string? Hint, string? Replacement = null)
{
    /// <summary>Message and hint in one sentence.</summary>
    public string Sentence => Hint is null ? Message : $"{Message}, {Hint}";
}

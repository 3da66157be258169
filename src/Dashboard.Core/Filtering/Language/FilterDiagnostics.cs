using Dashboard.Core.Model;

namespace Dashboard.Core.Filtering.Language;

/// <summary>Collects the results of one parse: the first error, and the warnings.</summary>
internal sealed class FilterDiagnostics
{
    /// <summary>A pasted filter can be pages long; messages quote at most this many characters.</summary>
    private const int MaxShownLength = 40;

    // Bounded by the length of the filter: at most two warnings a token.
    private readonly List<FilterWarning> _warnings = [];

    public FilterError? Error { get; private set; }

    public IReadOnlyList<FilterWarning> Warnings => _warnings;

    /// <summary>Keeps only the first error: later ones are mostly its consequences.</summary>
    public void Fail(string message, int start, int end, string? hint, string? replacement = null)
        => Error ??= new FilterError(message, start, end - start, hint, replacement);

    /// <summary>The filter is valid, but too expensive.</summary>
    public void Refuse(string because, int start, int end, string hint)
        => Error ??= new FilterError($"too expensive, because {because}", start, end - start, hint, TooExpensive: true);

    public void Warn(string message, int start, int end, string? hint, string? replacement = null)
        => _warnings.Add(new FilterWarning(message, start, end - start, hint, replacement));

    /// <summary>User text as a message may show it: shortened, without control characters.</summary>
    public static string Shown(string text)
        => KernelText.Display(text.Length <= MaxShownLength ? text : text[..MaxShownLength] + "…");
}

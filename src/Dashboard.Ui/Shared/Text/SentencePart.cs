using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>A piece of a <see cref="Sentence"/>: words, or the name of a process.</summary>
/// <param name="Process">Set for a name.</param>
public readonly record struct SentencePart(string Text, ProcessReference? Process);

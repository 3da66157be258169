using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>A part of a <see cref="Sentence"/>: text or a reference to a process.</summary>
/// <param name="Process">Set for a reference.</param>
public readonly record struct SentencePart(string Text, ProcessReference? Process);

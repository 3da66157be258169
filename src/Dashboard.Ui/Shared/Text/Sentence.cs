using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Text;

/// <summary>
/// Text with references to processes, written as an interpolated string: $"Born by fork from {creator}." Pages render
/// the processes as links; as plain text they are "make (4310)".
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence
{
    /// <summary>Bounded by the sentence's source text.</summary>
    private readonly List<SentencePart> _parts;

    public Sentence(int literalLength, int formattedCount) => _parts = new List<SentencePart>(2 * formattedCount + 1);

    public IReadOnlyList<SentencePart> Parts => _parts;

    public static Sentence Of(Sentence sentence) => sentence;

    public void AppendLiteral(string text) => _parts.Add(new SentencePart(text, null));

    public void AppendFormatted(string? text) => AppendLiteral(text ?? "");

    public void AppendFormatted(int number) => AppendLiteral(number.ToString());

    public void AppendFormatted(ProcessReference process) => _parts.Add(new SentencePart(DisplayText.Process(process), process));

    /// <summary>A process with a text other than its name.</summary>
    public void AppendFormatted((string Text, ProcessReference Process) named) => _parts.Add(new SentencePart(named.Text, named.Process));

    public void AppendFormatted(Sentence? inner) => _parts.AddRange(inner?.Parts ?? []);

    public override string ToString()
    {
        var text = new StringBuilder();
        _parts.ForEach(part => text.Append(part.Text));
        return text.ToString();
    }
}

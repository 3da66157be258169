using System.Text;

namespace Dashboard.Benchmarks.Reporting;

/// <summary>One result: printed, and kept as artifacts/bench/NAME.md.</summary>
internal sealed class MarkdownTable(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [];
    private readonly List<string> _notes = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>A sentence under the table.</summary>
    public void Note(string sentence) => _notes.Add(sentence);

    public override string ToString()
    {
        var text = new StringBuilder($"### {title}\n\n");
        Line(text, columns);
        Line(text, columns.Select((_, i) => i == 0 ? "---" : "---:"));
        _rows.ForEach(row => Line(text, row));
        foreach (var note in _notes)
        {
            text.Append('\n').Append(note).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells)
        => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}

using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Reporting;

/// <summary>What a benchmark found out: tables, and whether what must hold held.</summary>
internal sealed class Report(string name)
{
    private readonly List<MarkdownTable> _tables = [];

    /// <summary>False when something that must be exact was not; a slow figure is a figure, not a failure.</summary>
    public bool Passed { get; private set; } = true;

    public MarkdownTable Table(string title, params string[] columns)
    {
        var table = new MarkdownTable(title, columns);
        _tables.Add(table);
        return table;
    }

    public void Fail(string sentence)
    {
        Passed = false;
        Console.Error.WriteLine($"{name}: {sentence}");
    }

    public void Write()
    {
        var text = string.Concat(_tables);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench"));
        File.WriteAllText(Path.Combine(folder.FullName, name + ".md"), text);
        Console.Out.Write(text);
    }
}

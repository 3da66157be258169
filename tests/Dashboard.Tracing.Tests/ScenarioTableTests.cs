using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Tests;

/// <summary>docs/events.md lists for each scenario what must be seen: all scenarios, and tests that exist.</summary>
public sealed partial class ScenarioTableTests
{
    private static readonly string Tests = Path.GetFullPath(Path.Combine(Kernel.KernelFixture.ScenarioDirectory, "../.."));

    private static readonly string Document = File.ReadAllText(Path.Combine(Tests, "../docs/events.md"));

    [Fact]
    public void Scenarios_InTheTable_AreThoseThatThereAre()
    {
        var documented = Document.Split('\n').Where(l => l.StartsWith("| `")).Select(l => l.Split('|')[1])
            .SelectMany(cell => Name().Matches(cell)).Select(m => m.Groups[1].Value).ToHashSet();

        var programs = ((string[])["scenarios", "../src/lab"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Tests, folder), "*.c"))
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Empty(programs.Except(documented));
    }

    [Fact]
    public void Tests_InTheTable_Exist()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Tests, "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = Name().Matches(Document).Select(m => m.Groups[1].Value).Where(n => TestName().IsMatch(n)).ToList();

        Assert.True(named.Count > 50);
        Assert.DoesNotContain(named, n => !sources.Contains($" {n}("));
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*_")]
    private static partial Regex TestName();

    [GeneratedRegex("`([A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}

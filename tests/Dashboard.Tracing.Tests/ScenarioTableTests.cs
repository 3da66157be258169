using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Tests;

/// <summary>docs/events-tests.md lists for each scenario what must be seen: all scenarios, and tests that exist.</summary>
public sealed partial class ScenarioTableTests
{
    private static readonly string Tests = Path.GetFullPath(Path.Combine(Kernel.KernelFixture.ScenarioDirectory, "../.."));

    private static readonly string Documents = Path.Combine(Tests, "../docs");

    [Fact]
    public void Scenarios_InTheTable_AreThoseThatThereAre()
    {
        var table = File.ReadLines(Path.Combine(Documents, "events-tests.md"));
        var documented = table.Where(l => l.StartsWith("| `")).Select(l => l.Split('|')[1])
            .SelectMany(cell => Name().Matches(cell)).Select(m => m.Groups[1].Value).ToHashSet();

        var programs = ((string[])["scenarios", "../src/lab"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Tests, folder), "*.c"))
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Empty(programs.Except(documented));
    }

    [Theory]
    [InlineData("events-tests.md", 150)]
    [InlineData("events.md", 5)]
    [InlineData("decisions/0019-three-programs-for-a-probe.md", 2)]
    [InlineData("../SECURITY.md", 4)]
    public void Tests_ThatADocumentNames_Exist(string document, int atLeast)
    {
        var sources = string.Concat(Directory.EnumerateFiles(Tests, "*Tests*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var text = File.ReadAllText(Path.Combine(Documents, document));
        var named = Name().Matches(text).Select(m => m.Groups[1].Value).Where(n => TestName().IsMatch(n)).ToList();

        Assert.True(named.Count >= atLeast, $"{document} names {named.Count} tests.");
        Assert.DoesNotContain(named, n => !sources.Contains($" {n}("));
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*_")]
    private static partial Regex TestName();

    [GeneratedRegex("`([A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}

using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>Usings are sorted, those of System first, as `dotnet format` sorts them: the compiler's analyzers do not look at it.</summary>
public sealed partial class UsingsTests
{
    [Fact]
    public void Usings_OfEachFile_AreSorted()
    {
        var files = Checkout.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 500);
        Assert.DoesNotContain(files, file => Directives(file) is var found && !found.SequenceEqual(Sorted(found)));
    }

    private static List<string> Directives(string file)
        => [.. File.ReadLines(Path.Combine(Checkout.Root, file)).TakeWhile(l => !l.StartsWith("namespace", StringComparison.Ordinal))
            .Select(l => Using().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];

    private static IEnumerable<string> Sorted(IEnumerable<string> names)
        => names.OrderBy(n => n == "System" || n.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1).ThenBy(n => n, StringComparer.OrdinalIgnoreCase);

    /// <summary>Of namespaces: static ones and aliases come behind them.</summary>
    [GeneratedRegex(@"^using (?<name>[\w.]+);")]
    private static partial Regex Using();
}

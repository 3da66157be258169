using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>docs/architecture.md has a line for each folder, and for none that does not exist. The folders of tests mirror src.</summary>
public sealed partial class FolderTests
{
    private static readonly string[] Tops = ["src", "wwwroot", "docker", "scripts"];

    [Fact]
    public void Architecture_NamesEachFolder()
    {
        var named = Named().ToHashSet();

        Assert.Equal([], Folders().Except(named));
    }

    [Fact]
    public void Architecture_NamesNoFolderThatIsGone()
        => Assert.All(Named(), folder => Assert.True(Directory.Exists(Path.Combine(Checkout.Root, folder)), folder));

    private static IEnumerable<string> Named()
        => Row().Matches(Checkout.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).Where(name => name.Contains('/') || Tops.Contains(name));

    private static IEnumerable<string> Folders()
        => Checkout.Files
            .Select(file => file.Split('/')[..^1])
            .Where(parts => parts.Length > 0)
            .Select(parts => parts[0] == "tests" ? string.Join('/', parts.Take(2)) : Tops.Contains(parts[0]) ? string.Join('/', parts) : null)
            .OfType<string>()
            .Where(folder => folder is not "tests")
            .Distinct();

    [GeneratedRegex(@"^\| `([\w./-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

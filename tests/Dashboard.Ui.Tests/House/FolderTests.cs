using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Ui.Tests.House;

/// <summary>docs/architecture.md has a line for each folder, and for none that does not exist.</summary>
public sealed partial class FolderTests
{
    private static readonly string[] Tops = ["src", "wwwroot", "docker", "scripts"];

    /// <summary>Made by builds.</summary>
    private static readonly string[] Built = ["bin", "obj", "build", "node_modules"];

    [Fact]
    public void Architecture_NamesEachFolder()
    {
        var named = Named().ToHashSet();

        Assert.Empty(Folders().Where(folder => !named.Contains(folder)));
    }

    [Fact]
    public void Architecture_NamesNoFolderThatIsGone()
        => Assert.Empty(Named().Where(folder => !Directory.Exists(Path.Combine(Repository.Root, folder))));

    private static IEnumerable<string> Named()
        => Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"))).Select(match => match.Groups[1].Value);

    /// <summary>Those with a file of their own; of the tests, which mirror src, the projects.</summary>
    private static IEnumerable<string> Folders()
        => Tops.SelectMany(top => Below(top)).Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "tests")).Select(Relative));

    private static IEnumerable<string> Below(string folder)
    {
        var whole = Path.Combine(Repository.Root, folder);
        var below = Directory.GetDirectories(whole)
            .Where(name => !Built.Contains(Path.GetFileName(name)) && new DirectoryInfo(name).LinkTarget is null)
            .SelectMany(name => Below(Relative(name)));
        return Directory.GetFiles(whole).Length > 0 ? below.Prepend(folder) : below;
    }

    private static string Relative(string folder) => Path.GetRelativePath(Repository.Root, folder);

    [GeneratedRegex(@"^\| `([\w./-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

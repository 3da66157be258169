using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>A file that a comment or a document names is there: names are not compiled, so they stay behind when a file is renamed.</summary>
public sealed partial class FileNamesTests
{
    /// <summary>Of the kernel's source, which names its folder: "kernel/exit.c".</summary>
    private static readonly string[] KernelFolders = ["arch/", "block/", "fs/", "include/", "io_uring/", "ipc/", "kernel/", "linux/", "mm/", "net/", "security/"];

    /// <summary>Names that are no files of this repository, and what they are.</summary>
    private static readonly Dictionary<string, string> NotHere = new()
    {
        ["run.ndjson"] = "a recording that the reader makes",
        ["timekeeping.c"] = "of the kernel, kernel/time",
        ["errno.h"] = "of the kernel, asm-generic",
        ["vmlinux.h"] = "what bpftool would make",
        ["main.c"] = "in a line of output",
        ["PROGRAM.c"] = "stands for each program of src/lab",
        ["artifacts/bench/VERB.md"] = "made by a benchmark",
        ["artifacts/bench/NAME.md"] = "made by a benchmark",
        ["config.json"] = "made by tests/builds/Bundle.cs",
        ["image.json"] = "made by tests/builds/Bundle.cs",
    };

    [Fact]
    public void Names_InCommentsAndDocuments_AreOfFilesThatAreThere()
    {
        var missing = new List<string>();
        var found = 0;
        foreach (var file in Checkout.Files)
        {
            foreach (var (line, text) in Comments(file))
            {
                foreach (var name in FileName().Matches(text).Select(m => m.Groups[1].Value))
                {
                    found++;
                    if (!IsThere(name))
                    {
                        missing.Add($"{file}:{line} names {name}");
                    }
                }
            }
        }

        Assert.True(found > 250, $"Only {found} names were found.");
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Exceptions_AreNeeded()
    {
        var texts = string.Concat(Checkout.Files.SelectMany(Comments).Select(c => c.Text + "\n"));
        Assert.DoesNotContain(NotHere.Keys, name => !texts.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void TestClasses_InDocuments_AreThere()
    {
        var named = Checkout.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)).SelectMany(f => TestClass().Matches(Checkout.Read(f)))
            .Select(m => m.Value).Distinct().ToList();

        Assert.True(named.Count > 10);
        Assert.DoesNotContain(named, name => !Checkout.Files.Any(f => f.EndsWith($"/{name}.cs", StringComparison.Ordinal)));
    }

    private static bool IsThere(string name)
        => NotHere.ContainsKey(name) || KernelFolders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal))
            || Checkout.Files.Any(f => f == Plain(name) || f.EndsWith('/' + Plain(name), StringComparison.Ordinal));

    private static string Plain(string name) => name.Replace("../", "", StringComparison.Ordinal).Replace("./", "", StringComparison.Ordinal);

    /// <summary>The lines of a document, and what stands in comments of the rest.</summary>
    private static IEnumerable<(int Line, string Text)> Comments(string file)
    {
        var comment = Path.GetExtension(file) switch
        {
            ".md" => WholeLine(),
            ".cs" or ".js" or ".c" or ".h" or ".S" or ".css" or ".razor" => SlashComment(),
            ".sh" or ".yaml" => HashComment(),
            ".csproj" or ".props" => MarkupComment(),
            _ => Path.GetFileName(file) is "Makefile" or ".editorconfig" ? HashComment() : null,
        };
        return comment is null ? [] : File.ReadLines(Path.Combine(Checkout.Root, file))
            .Select((text, at) => (at + 1, comment.Match(text).Groups["text"].Value)).Where(c => c.Value.Length > 0);
    }

    [GeneratedRegex("(?<text>.*)")]
    private static partial Regex WholeLine();

    [GeneratedRegex("""(?:(?<![:"\w/])//+|/\*|^\s*\*|@\*|<!--)(?<text>.*)""")]
    private static partial Regex SlashComment();

    [GeneratedRegex(@"(?:^|\s)#(?<text>.*)")]
    private static partial Regex HashComment();

    [GeneratedRegex("<!--(?<text>.*)")]
    private static partial Regex MarkupComment();

    [GeneratedRegex(@"(?<![\w./<>*{}$~-])((?:[\w.+-]+/)*[A-Za-z][\w.+-]*\.(?:cs|razor|csproj|props|sln|c|h|S|js|css|md|sh|json|yaml|tsv|ndjson|gz))(?![\w(/*])")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\b[A-Z]\w+Tests\b(?!\.)")]
    private static partial Regex TestClass();
}

using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Ui.Tests.Causes;

/// <summary>Each sentence that claims a cause must be in <see cref="CauseList"/>. ClaimTests checks that its facts are present.</summary>
public sealed partial class CauseTests
{
    [Fact]
    public void Sentences_ThatClaimACause_AreListedWithTheirFacts()
    {
        var unlisted = Claims().Where(c => !PartsOf(c.File).Any(part => part == CauseList.All || c.Words.Contains(part, StringComparison.Ordinal)));

        Assert.True(!unlisted.Any(), string.Join('\n', unlisted.Select(c => $"{c.File}: {c.Words}")));
    }

    [Fact]
    public void List_NamesNoSentenceThatIsGone()
    {
        var claims = Claims().ToLookup(c => c.File, c => c.Words);
        var gone = CauseList.ByFile.SelectMany(file => file.Value
            .Where(part => !claims[file.Key].Any(words => part == CauseList.All || words.Contains(part, StringComparison.Ordinal)))
            .Select(part => $"{file.Key}: {part}"));

        Assert.True(!gone.Any(), string.Join('\n', gone));
    }

    /// <summary>Checks the scanner itself: it finds sentences in text and attributes.</summary>
    [Theory]
    [InlineData("A.cs", """return $"It died because {why}.";""", "It died because {why}.")]
    [InlineData("A.razor", """<p>It was <b>killed</b> by @name.</p>""", "It was killed by @name.")]
    [InlineData("A.razor", """<p title="Nobody knows why">?</p>""", "Nobody knows why")]
    [InlineData("A.cs", """// It died because of this.""", null)]
    [InlineData("A.razor", """@* It died because of this. *@""", null)]
    public void ClaimsOf_Source_FindsTheSentences(string file, string source, string? expected)
        => Assert.Equal(expected is null ? [] : [expected], ClaimsOf(file, source));

    private static IReadOnlyList<string> PartsOf(string file) => CauseList.ByFile.GetValueOrDefault(file, []);

    private static List<(string File, string Words)> Claims()
    {
        var folder = Path.Combine(Root(), "src", "Dashboard.Ui");
        return [.. from path in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
                   let file = Path.GetRelativePath(folder, path).Replace('\\', '/')
                   where Path.GetExtension(file) is ".cs" or ".razor" && !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
                   from words in ClaimsOf(file, File.ReadAllText(path))
                   select (file, words)];
    }

    private static IEnumerable<string> ClaimsOf(string file, string source)
    {
        var isPage = Path.GetExtension(file) == ".razor";
        return from line in RazorComment().Replace(source, "").Split('\n')
               let text = line.Trim()
               where !text.StartsWith("//", StringComparison.Ordinal)
               from words in Literal().Matches(text).Select(m => m.Groups[1].Value).Concat(isPage && IsMarkup(text) ? [Tag().Replace(text, "")] : [])
               where words.Trim().Contains(' ') && Cause().IsMatch(words)
               select words.Trim();
    }

    private static bool IsMarkup(string line) => Markup().IsMatch(line) && !Code().IsMatch(line);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }

    /// <summary>Words that claim an actor, a cause or an absence; not in names of classes and members.</summary>
    [GeneratedRegex(
        """
        (?<![-\w.])(because|by\ itself|sent\ by|killed|killer|reaped|released|adopt\w*|orphan\w*|wait(ed|s)?\ for\ it|waited\ for|who\ has\ to\ wait|ignores
        |not\ observed|inferred|re-parented|convention|kept\ running|kept\ its|subreaper|Already\ running|Waiting\ for
        |not\ seen|unseen|was\ seen|were\ seen|seen\ to|been\ seen|held|missing|left\ out|dropped|could\ not|cannot|captured|not\ kept|custom|concluded
        |hidden\ by|not\ recognised|decided\ by|lost|loss|nothing|nobody|not\ known|lived\ on|lived\ in|usual|any\ more|stopped|filled|not\ read|so\ who|may\ be|may\ have|not\ found)(?![-\w])
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Cause();

    [GeneratedRegex("""@\*.*?\*@""", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^[A-Z@]|>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"=>|[;{}]$|^@?(if|else|foreach|switch|case|using|inject|page|inherits|implements)\b")]
    private static partial Regex Code();
}

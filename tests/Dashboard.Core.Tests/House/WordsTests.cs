using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>Words that stand for a thing that has a name: a process, a thread, a page, a record. The sources use the name.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Tops = ["src/", "wwwroot/", ".ci/", "scripts/"];

    private static readonly string[] Binary = [".png", ".ico", ".woff2", ".gz", ".so", ".o"];

    /// <summary>File, part of the line, and the reason for an exception.</summary>
    private static readonly Dictionary<(string File, string Part), string> Allowed = new()
    {
        [("src/Dashboard.Tracing/Privileges/ServerUser.cs", "\"nobody\"")] = "the name of a user, which each system has",
        [("src/Dashboard.Server/Cli/SplitOption.cs", "lifecycle or nobody")] = "the same",
        [("src/Dashboard.Server/Cli/CaptureCommand.cs", "lifecycle or nobody")] = "the same",
    };

    [Fact]
    public void Sources_UseNoneOfTheWords()
    {
        var found = Checkout.Files
            .Where(file => Tops.Any(top => file.StartsWith(top, StringComparison.Ordinal)) && !Binary.Contains(Path.GetExtension(file)))
            .SelectMany(file => Checkout.Read(file).Split('\n').Select((line, i) => (file, line, number: i + 1)))
            .Where(l => Word().IsMatch(l.line) && !Allowed.Keys.Any(allowed => allowed.File == l.file && l.line.Contains(allowed.Part, StringComparison.Ordinal)))
            .Select(l => $"{l.file}:{l.number}: {l.line.Trim()}");

        Assert.Equal([], found);
    }

    [Theory]
    [InlineData("// Whoever reads this", true)]
    [InlineData("var _told = 0;", true)]
    [InlineData("toldAt", true)]
    [InlineData("EvictOldest", false)]
    public void Word_InALine_IsFound(string line, bool isFound) => Assert.Equal(isFound, Word().IsMatch(line));

    [GeneratedRegex("(?<![a-z])(whoever|somebody|nobody|seldom|told)(?![a-z])|(?<![A-Za-z])(Whoever|Somebody|Nobody|Seldom|Told)(?![a-z])")]
    private static partial Regex Word();
}

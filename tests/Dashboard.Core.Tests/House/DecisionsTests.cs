using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>docs/decisions: each has a date and a status, and the index says the same.</summary>
public sealed partial class DecisionsTests
{
    private static readonly string Index = Checkout.Read("docs/decisions/README.md");

    public static TheoryData<string> Decisions
        => [.. Checkout.Files.Where(f => Numbered().IsMatch(f)).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Decision_HasDateAndStatus_AndStandsInTheIndex(string file)
    {
        var match = Head().Match(Checkout.Read($"docs/decisions/{file}"));
        Assert.True(match.Success, $"{file} begins with \"# N. Title\", an empty line and \"YYYY-MM-DD, accepted\".");
        var (number, title, date) = (match.Groups["number"].Value, match.Groups["title"].Value, match.Groups["date"].Value);

        Assert.Equal(int.Parse(file[..4]), int.Parse(number));
        Assert.Contains($"| [{number}]({file}) | {title} | {date} | {match.Groups["status"].Value}", Index);
    }

    [Fact]
    public void Decisions_AreNumberedWithoutHoles()
        => Assert.Equal(Enumerable.Range(1, Decisions.Count), Decisions.Select(row => int.Parse(row.Data[..4])));

    [Fact]
    public void Index_NamesOnlyDecisionsThatAreThere()
        => Assert.Equal(Decisions.Count, Index.Split('\n').Count(l => l.StartsWith("| [", StringComparison.Ordinal)));

    [GeneratedRegex(@"^docs/decisions/\d{4}-.*\.md$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\A# (?<number>\d+)\. (?<title>.+)\n\n(?<date>\d{4}-\d\d-\d\d), (?<status>accepted|superseded|proposed)")]
    private static partial Regex Head();
}

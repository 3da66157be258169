using System.Text.RegularExpressions;
using Dashboard.Core.Tests.House;
using Dashboard.Ui.Secrets;
using Xunit;

namespace Dashboard.Ui.Tests.Secrets;

public sealed partial class RuleTextTests
{
    [Fact]
    public void Rules_OfTheDocument_AreAllExplained()
    {
        var table = Checkout.Read("docs/redaction.md");
        var rules = table.Split('\n').SkipWhile(line => !line.StartsWith("| rule |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Names().Matches(line.Split('|')[1]).Select(name => name.Groups[1].Value)).ToList();

        Assert.True(rules.Count > 40, $"{rules.Count} rules");
        Assert.All(rules, rule => Assert.NotNull(RuleText.MeaningOf(rule)));
    }

    [Fact]
    public void Rule_OfAnOwnFile_IsSaidToBeOne() => Assert.Contains("your own file", RuleText.Of("acme").Meaning, StringComparison.Ordinal);

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Names();
}

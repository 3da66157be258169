using Bunit;
using Dashboard.Ui.Shared.Filtering;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

/// <summary>The switch stands beside the filter, where and while it means something.</summary>
public sealed class MatchesOnlyTests : Screen
{
    [Theory]
    [InlineData("/tree?q=make", true)]
    [InlineData("/tree", false)]
    [InlineData("/tree?q=make&sort=pid", false)]
    [InlineData("/events?q=make", false)]
    public void Switch_IsThereForAFilteredTree(string address, bool isThere)
    {
        Open(address);

        Assert.Equal(isThere, Render<MatchesOnly>().FindAll("input[type=checkbox]").Count == 1);
    }

    [Fact]
    public void Switch_Checked_IsInTheAddress()
    {
        Open("/tree?q=make");
        var choice = Render<MatchesOnly>();

        choice.Find("input").Change(true);
        Assert.Contains("only=1", Uri, StringComparison.Ordinal);
        choice.WaitForAssertion(() => Assert.True(choice.Find("input").HasAttribute("checked")));

        choice.Find("input").Change(false);
        Assert.DoesNotContain("only", Uri, StringComparison.Ordinal);
    }
}

using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Shows that the accessibility checks can fail.</summary>
public sealed class AxeTests
{
    private const string Faulty =
        """
        <!doctype html><html lang="en"><title>Faults</title><main><h1>Faults</h1>
        <img src="data:,">
        <p style="color: #999; background: #aaa">too little contrast</p>
        <button style="width: 9px; height: 9px; padding: 0">a</button><button style="width: 9px; height: 9px; padding: 0">b</button>
        </main></html>
        """;

    [Fact]
    public async Task SeriousFindings_PageWithFaults_NamesEach()
    {
        await using var context = await (await SharedBrowser.Get()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Faulty);

        var rules = (await Axe.SeriousFindings(page)).Select(finding => finding.Split(':')[0]);
        Assert.Equal(["color-contrast", "image-alt", "target-size"], rules.Order());
        Assert.StartsWith("color-contrast: ", Assert.Single(await Axe.SeriousFindings(page, "color-contrast")));
    }
}

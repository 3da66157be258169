using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>What people paste into a ticket.</summary>
[Collection(SharedClipboard.Name)]
public sealed class ShareTests(ReplayServer replay)
{
    /// <summary>The picture in the clipboard: its size, the colour of its first pixel, and how many different colours it has.</summary>
    private const string Picture = """
        async () => {
          const [item] = await navigator.clipboard.read();
          const picture = await createImageBitmap(await item.getType('image/png'));
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const paper = canvas.getContext('2d');
          paper.drawImage(picture, 0, 0);
          const pixels = new Uint32Array(paper.getImageData(0, 0, picture.width, picture.height).data.buffer);
          return { width: picture.width, height: picture.height, first: pixels[0] & 255, colours: new Set(pixels).size };
        }
        """;

    [Theory]
    [InlineData("/programs", "Totals by program", ColorScheme.Light, 1400)]
    [InlineData("/programs", "Totals by program", ColorScheme.Dark, 390)]
    [InlineData("/tree", "Process", ColorScheme.Dark, 1400)]
    public async Task Table_IsCopiedAsAnImage_InTheColoursOfThePage(string page, string title, ColorScheme theme, int width)
    {
        await using var browser = await BrowserSession.Open(replay.Server, page, scheme: theme, width: width);
        await browser.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Assertions.Expect(browser.Page.Locator("main :is(table, [role=treegrid]) :is(td, [role=gridcell])").First).ToBeVisibleAsync();
        await browser.Get("share").ClickAsync();
        await browser.AssertAccessible();
        await browser.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^Copy {title}.* as an image$", RegexOptions.IgnoreCase) }).First.ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".mud-snackbar")).ToContainTextAsync("Copied to the clipboard.");

        var picture = (await browser.Page.EvaluateAsync(Picture))!.Value;
        Assert.InRange(picture.GetProperty("width").GetInt32(), 960, 16_384);
        Assert.InRange(picture.GetProperty("height").GetInt32(), 4 * 52, 16_384);
        Assert.True(picture.GetProperty("colours").GetInt32() > 20, "It has text.");
        Assert.Equal(theme == ColorScheme.Dark, picture.GetProperty("first").GetInt32() < 128);
        browser.AssertClean();
    }

    [Fact]
    public async Task Table_IsCopiedAsMarkdown_AndTheLinkByItsKey()
    {
        await using var browser = await BrowserSession.Open(replay.Server, "/programs");
        await browser.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Assertions.Expect(browser.Get("program").First).ToBeVisibleAsync();
        await browser.Get("share").ClickAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Totals by program as Markdown" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".mud-snackbar")).ToContainTextAsync("Copied to the clipboard.");
        Assert.StartsWith("**Totals by program**\n\n| Program | Runs |", await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await browser.Press("y");
        await Assertions.Expect(browser.Page.Locator(".mud-snackbar").Last).ToContainTextAsync("Link copied.");
        Assert.EndsWith("/programs", await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        browser.AssertClean();
    }
}

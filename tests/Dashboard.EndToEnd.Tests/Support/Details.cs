using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The details of a process on a page.</summary>
internal sealed class Details(BrowserSession browser)
{
    public ILocator All { get; } = browser.Get("details");

    public ILocator Track => All.GetByTestId("track");

    public ILocator FailedExecs => All.GetByTestId("failed-exec");

    public ILocator End => All.GetByTestId("end-sentence");

    public ILocator Birth => All.GetByTestId("birth-sentence");

    public ILocator Adoption => All.GetByTestId("adoption-sentence");

    public ILocator LeftChildren => All.GetByTestId("left-children-sentence");

    public ILocator Reap => All.GetByTestId("reap-sentence");

    /// <summary>The values that were read when the details were opened.</summary>
    public ILocator Now => All.GetByTestId("now");

    /// <summary>The value next to a name in the tables of facts.</summary>
    public ILocator Fact(string name) => All.GetByTestId("facts").Locator($"dt:is(:text-is('{name}'), :has(:text-is('{name}'))) + dd");

    public ILocator NowFact(string name) => Now.Locator($"dt:is(:text-is('{name}'), :has(:text-is('{name}'))) + dd");

    public async Task HasFact(string name, string value) => await Assertions.Expect(Fact(name)).ToHaveTextAsync(value);

    public async Task HasFact(string name, Regex value) => await Assertions.Expect(Fact(name)).ToHaveTextAsync(value);

    /// <summary>Asserts that a sentence names a process as a link to exactly that life.</summary>
    public static async Task Links(ILocator sentence, string name, string id)
        => await Assertions.Expect(sentence.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }))
            .ToHaveAttributeAsync("href", new Regex($"(/process/|sel=){id}"));
}

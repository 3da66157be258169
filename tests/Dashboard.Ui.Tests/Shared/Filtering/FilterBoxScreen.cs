using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Viewer;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

/// <summary>The filter box, and what a test types into it.</summary>
public abstract class FilterBoxScreen : Screen
{
    private protected static IElement Option(IRenderedComponent<FilterBox> box, string name)
        => box.FindAll("[data-testid=filter-start-option]").Single(o => o.QuerySelector(".option-name")!.TextContent == name);

    private protected static IEnumerable<string> Starts(IRenderedComponent<FilterBox> box)
        => box.FindAll("[data-testid=filter-start-option] .option-name").Select(o => o.TextContent);

    /// <summary>Types a text and waits for the debounce time.</summary>
    private protected void Type(IRenderedComponent<FilterBox> box, string text)
    {
        box.Find("[data-testid=filter-input]").Input(text);
        Time.Advance(FilterBox.Debounce);
    }
}

using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Errors;

/// <summary>A click on a row opens its newest process beside the table; a second one closes it. For the keyboard the row has a link.</summary>
public static class ExampleRow
{
    public static string Class(UrlState url, ProcessId example) => IsOpen(url, example) ? "opens selected" : "opens";

    public static void Open(UrlState url, ProcessId example) => url.Set((UrlState.Selection, IsOpen(url, example) ? null : example.ToString()));

    private static bool IsOpen(UrlState url, ProcessId example) => url.Get(UrlState.Selection) == example.ToString();
}

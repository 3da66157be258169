using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Programs;

/// <summary>Links to other pages that show the processes of a row: the present filter with further terms, and a process selected.</summary>
public static class ProgramLinks
{
    /// <summary>The processes of a program; the newest is selected.</summary>
    public static string Href(UrlState url, FilterState filter, string page, ProgramTotals program)
        => Href(url, filter, page, program.Newest.ToString(), FilterTermBuilder.Equal(FilterField.Comm, program.Key.Comm));

    /// <param name="selection">The id of the selected process; null for none.</param>
    public static string Href(UrlState url, FilterState filter, string page, string? selection, params ReadOnlySpan<string> terms)
    {
        var text = filter.Applied.Text;
        foreach (var term in terms)
        {
            text = FilterTermBuilder.Include(text, term);
        }

        (string, string?)[] parameters = [(UrlState.Query, text), (UrlState.Selection, selection)];
        return url.Href(page, [.. parameters, .. page switch
        {
            // What ended long ago is what people look for.
            ViewOptions.Page => [(ViewOptions.Keep, ViewOptions.KeepValue(null))],
            "/timeline" => [(TimelineOptions.Span, TimelineOptions.All)],
            _ => Array.Empty<(string, string?)>(),
        }]);
    }
}

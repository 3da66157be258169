using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Ui.Shared.Url;

/// <summary>
/// What the address says: filter, selection, options. They are kept nowhere else, so that a link, a reload and a new
/// connection all show the same. One per viewer.
/// </summary>
/// <remarks>
/// A written address comes back from the browser a moment later. Until then what was written counts, or two quick
/// changes would undo each other.
/// </remarks>
public sealed class UrlState : IDisposable
{
    public const string Query = "q";
    public const string Selection = "sel";

    /// <summary>What goes along from page to page.</summary>
    private static readonly string[] Carried = [Query, Selection, TimelineOptions.Clock];

    private readonly NavigationManager _navigation;
    private string _uri;
    private string? _underWay;

    public UrlState(NavigationManager navigation)
    {
        _navigation = navigation;
        _uri = navigation.Uri;
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>The address has changed, by us or by the person.</summary>
    public event Action? Changed;

    public string? Get(string name) => UrlQuery.Read(_uri).GetValueOrDefault(name);

    /// <summary>Writes into the address of this page. Null takes a parameter away.</summary>
    public void Set(params (string Name, string? Value)[] changes)
    {
        var uri = UrlQuery.With(_uri, changes);
        if (uri == _uri)
        {
            return;
        }

        _uri = _underWay = uri;

        // Replaced, not pushed: Back leads to the page before, not through every letter typed.
        _navigation.NavigateTo(uri, replace: true);
        Changed?.Invoke();
    }

    /// <summary>The address of another page that shows the same filter and selection.</summary>
    public string Href(string path, params (string Name, string? Value)[] changes)
    {
        var here = UrlQuery.Read(_uri);
        return UrlQuery.With(path, [.. Carried.Select(name => (name, here.GetValueOrDefault(name))), .. changes]);
    }

    public void GoTo(string path, params (string Name, string? Value)[] changes) => _navigation.NavigateTo(Href(path, changes));

    /// <summary>The whole address, with what was just written.</summary>
    public string Current => _uri;

    /// <summary>The page, from the slash on.</summary>
    public string Path => new Uri(_uri).AbsolutePath;

    /// <summary>True on the pages below a path.</summary>
    public bool IsAt(string path) => Path.StartsWith(path, StringComparison.Ordinal);

    /// <summary>The whole address, for people to pass on.</summary>
    public string Absolute(string path) => _navigation.ToAbsoluteUri(path).ToString();

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        var isEcho = _underWay is not null && PathOf(e.Location) == PathOf(_underWay);
        if (!isEcho || Uri.UnescapeDataString(e.Location) == Uri.UnescapeDataString(_underWay!))
        {
            _underWay = null;
        }

        if (!isEcho && e.Location != _uri)
        {
            _uri = e.Location;
            Changed?.Invoke();
        }
    }

    private static string PathOf(string uri) => uri.Split('?', '#')[0];
}

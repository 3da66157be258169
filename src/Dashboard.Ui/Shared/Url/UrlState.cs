using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Ui.Shared.Url;

/// <summary>
/// Filter, selection and options in the URL. They are stored nowhere else, so that a link, a reload and a new connection
/// all show the same. One per viewer.
/// </summary>
/// <remarks>
/// The browser confirms a new URL with a delay. Until then the written value is used; otherwise the second of two quick
/// changes would undo the first.
/// </remarks>
public sealed class UrlState : IDisposable
{
    public const string Query = "q";
    public const string Selection = "sel";

    /// <summary>The overview. With parameters it is at <see cref="Overview"/>, because "/" with parameters was the tree once.</summary>
    public const string Home = "/";

    public const string Overview = "/overview";

    /// <summary>Parameters kept when navigating between pages.</summary>
    private static readonly string[] Carried = [Query, Selection, TimelineOptions.Clock, UrlRange.From, UrlRange.To, UrlRange.Last];

    private readonly NavigationManager _navigation;
    private string _uri;
    private string? _underWay;

    public UrlState(NavigationManager navigation)
    {
        _navigation = navigation;
        _uri = navigation.Uri;
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Raised when the URL changed, by the program or the user.</summary>
    public event Action? Changed;

    public bool Has(string name) => Get(name) is not null;

    public string? Get(string name) => UrlQuery.Read(_uri).GetValueOrDefault(name);

    /// <summary>Sets parameters of this page's URL; null removes one.</summary>
    public void Set(params (string Name, string? Value)[] changes)
    {
        var uri = UrlQuery.With(Path == Home ? Absolute(Overview) : _uri, changes);
        if (uri == _uri)
        {
            return;
        }

        _uri = _underWay = uri;

        // Replace the history entry: Back leads to the previous page, not through every keystroke.
        _navigation.NavigateTo(uri, replace: true);
        Changed?.Invoke();
    }

    /// <summary>URL of another page with the same filter and selection.</summary>
    public string Href(string path, params (string Name, string? Value)[] changes)
    {
        var here = UrlQuery.Read(_uri);
        var href = UrlQuery.With(path, [.. Carried.Select(name => (name, here.GetValueOrDefault(name))), .. changes]);
        return path == Home && href != Home ? Overview + href[Home.Length..] : href;
    }

    /// <summary>URL of this page with changed parameters.</summary>
    public string Here(params (string Name, string? Value)[] changes) => UrlQuery.With(Path == Home ? Overview : _uri, changes);

    public void GoTo(string path, params (string Name, string? Value)[] changes)
    {
        // A page that goes to its own path waits for no echo of what it wrote: the address is another.
        _underWay = null;
        _navigation.NavigateTo(Href(path, changes));
    }

    /// <summary>The full URL, including unconfirmed changes.</summary>
    public string Current => _uri;

    /// <summary>The path of the page.</summary>
    public string Path => new Uri(_uri).AbsolutePath;

    public bool IsOverview => Path is Home or Overview;

    /// <summary>True for pages below a path.</summary>
    public bool IsAt(string path) => Path.StartsWith(path, StringComparison.Ordinal);

    /// <summary>An absolute URL for sharing.</summary>
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

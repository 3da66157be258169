using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Ui.State;

/// <summary>
/// What the address says: filter, selection, options. The address is the only place where they are kept, so that
/// a link, a reload and a new connection all show the same.
/// </summary>
public sealed class UrlState : IDisposable
{
    public const string Query = "q";
    public const string Selection = "sel";

    /// <summary>What goes along from page to page.</summary>
    private static readonly string[] Carried = [Query, Selection];

    private readonly NavigationManager _navigation;

    public UrlState(NavigationManager navigation)
    {
        _navigation = navigation;
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>The address has changed, by us or by the person.</summary>
    public event Action? Changed;

    public string? Get(string name) => Parse(_navigation.Uri).GetValueOrDefault(name);

    /// <summary>Writes into the address of this page. Null takes a parameter away.</summary>
    public void Set(params (string Name, string? Value)[] changes)
    {
        var uri = With(_navigation.Uri, changes);
        if (uri != _navigation.Uri)
        {
            // Replaced, not pushed: Back leads to the page before, not through every letter typed.
            _navigation.NavigateTo(uri, replace: true);
        }
    }

    /// <summary>The address of another page that shows the same filter and selection.</summary>
    public string Href(string path, params (string Name, string? Value)[] changes)
    {
        var here = Parse(_navigation.Uri);
        var carried = Carried.Select(name => (name, here.GetValueOrDefault(name)));
        return With(path, [.. carried, .. changes]);
    }

    public void GoTo(string path, params (string Name, string? Value)[] changes) => _navigation.NavigateTo(Href(path, changes));

    /// <summary>The whole address, for people to pass on.</summary>
    public string Absolute(string path) => _navigation.ToAbsoluteUri(path).ToString();

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    internal static string With(string uri, params (string Name, string? Value)[] changes)
    {
        var values = Parse(uri);
        foreach (var (name, value) in changes)
        {
            if (string.IsNullOrEmpty(value))
            {
                values.Remove(name);
            }
            else
            {
                values[name] = value;
            }
        }

        var path = uri.Split('?', '#')[0];
        return values.Count == 0 ? path : $"{path}?{string.Join('&', values.Select(v => $"{v.Key}={Escape(v.Value)}"))}";
    }

    private static Dictionary<string, string> Parse(string uri)
    {
        var values = new Dictionary<string, string>();
        var at = uri.IndexOf('?');
        if (at < 0)
        {
            return values;
        }

        foreach (var pair in uri[(at + 1)..].Split('#')[0].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = pair.IndexOf('=');
            var name = sign < 0 ? pair : pair[..sign];
            values[name] = sign < 0 ? "" : Uri.UnescapeDataString(pair[(sign + 1)..].Replace('+', ' '));
        }

        return values;
    }

    /// <summary>Filters stay readable in the address bar: a colon, a comma and a star need no escape in a query.</summary>
    private static string Escape(string value)
        => Uri.EscapeDataString(value).Replace("%3A", ":").Replace("%2C", ",").Replace("%2F", "/").Replace("%20", "+").Replace("%2A", "*");

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => Changed?.Invoke();
}

namespace Dashboard.Ui.Shared.Url;

/// <summary>Reads and writes the query parameters of a URL.</summary>
public static class UrlQuery
{
    public static Dictionary<string, string> Read(string uri)
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

    /// <summary>The URL with changed parameters; null or empty removes one.</summary>
    public static string With(string uri, params (string Name, string? Value)[] changes)
    {
        var values = Read(uri);
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

    /// <summary>Leaves characters unescaped that need no escape in a query, so that filters stay readable.</summary>
    private static string Escape(string value)
        => Uri.EscapeDataString(value).Replace("%3A", ":").Replace("%2C", ",").Replace("%2F", "/").Replace("%20", "+").Replace("%2A", "*");
}

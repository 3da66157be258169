using System.Net;

namespace Dashboard.Server.Security;

/// <summary>
/// The host names that a request may use. A foreign DNS server cannot make loopback addresses and "localhost" point here
/// (rebinding); any other name must be in --urls.
/// </summary>
internal sealed class HostRules
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly bool _listensEverywhere;

    /// <param name="urls">The server's addresses in Kestrel's syntax: http://127.0.0.1:5000, http://*:80.</param>
    public HostRules(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            var host = BindingAddress.Parse(url).Host;
            if (host is "*" or "+" || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))))
            {
                _listensEverywhere = true;
            }
            else
            {
                _names.Add(host);
            }
        }
    }

    public bool Allows(HostString host)
    {
        var name = host.Host;
        if (_names.Contains(name))
        {
            return true;
        }

        // A numeric address needs no DNS lookup, so it cannot be rebound.
        return IPAddress.TryParse(name, out var ip) && (IPAddress.IsLoopback(ip) || _listensEverywhere);
    }
}

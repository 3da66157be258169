using System.Net;

namespace Dashboard.Server.Security;

/// <summary>
/// Which names a request may call this server by. Loopback addresses and "localhost" cannot be made to point here by
/// somebody else's DNS (rebinding); any other name has to stand in --urls.
/// </summary>
internal sealed class HostRules
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly bool _listensEverywhere;

    /// <param name="urls">What the server listens on, in Kestrel's syntax: http://127.0.0.1:5000, http://*:80.</param>
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

        // An address in digits is never looked up, so it cannot be rebound either.
        return IPAddress.TryParse(name, out var ip) && (IPAddress.IsLoopback(ip) || _listensEverywhere);
    }
}

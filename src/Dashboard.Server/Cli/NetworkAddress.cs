using System.Net;

namespace Dashboard.Server.Cli;

/// <summary>Classifies an address of --urls.</summary>
internal static class NetworkAddress
{
    /// <summary>True when other machines can reach it and the traffic is not encrypted.</summary>
    public static bool IsOpenAndPlain(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Scheme == "http" && !IsLoopback(address.Host);
    }

    /// <summary>Kestrel listens on all addresses for any host name but "localhost".</summary>
    private static bool IsLoopback(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}

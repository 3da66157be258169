using System.Net;

namespace Dashboard.Server.Cli;

/// <summary>What an address of --urls means.</summary>
internal static class NetworkAddress
{
    /// <summary>True when other machines can reach it, and anything on the way can read along.</summary>
    public static bool IsOpenAndPlain(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Scheme == "http" && !IsLoopback(address.Host);
    }

    /// <summary>For a name that is not an address Kestrel listens on all addresses; "localhost" is the exception.</summary>
    private static bool IsLoopback(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}

using System.Net.Sockets;

namespace Dashboard.Server.Cli;

/// <summary>Why the server cannot listen, in one sentence.</summary>
internal static class Listening
{
    /// <summary>Where ASP.NET looks for a certificate.</summary>
    private const string Certificate = "Kestrel__Certificates__Default";

    public static string Explain(Exception problem, IReadOnlyList<string> urls)
    {
        var where = string.Join(" and ", urls);
        var socket = problem as SocketException ?? Inner<SocketException>(problem);
        return socket?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Something listens on {where} already: stop it, or choose another port with --urls (port 0 takes a free one)",
            SocketError.AccessDenied =>
                $"Listening on {where} is not permitted: choose a port from 1024 on with --urls",
            SocketError.AddressNotAvailable =>
                $"This machine has no address of {where}: choose one that it has with --urls",
            null when urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) =>
                $"The server cannot listen on {where}: {Reason(problem)}; name a certificate by {Certificate}__Path in the environment, "
                    + $"and its key by {Certificate}__KeyPath where that is another file, or choose http with --urls",
            _ => $"The server cannot listen on {where}: {Reason(problem)}; choose another address with --urls",
        };
    }

    private static string Reason(Exception problem) => problem.Message.Split('\n')[0].TrimEnd('.');

    private static T? Inner<T>(Exception? problem) where T : Exception
        => problem is null ? null : problem as T ?? Inner<T>(problem.InnerException);
}

using System.CommandLine;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Cli;

/// <summary>The path of the socket between `dashboard capture` and the servers that it traces for.</summary>
internal static class CaptureSocket
{
    public const string Name = "--capture-socket";
    public const string Usual = "/run/lifecycle/capture.sock";

    public static Option<string?> Option(string name, string description)
        => new(name) { Description = description, HelpName = "PATH", CustomParser = CommandOptions.ParsePath };

    /// <summary>The descriptor of a socket that listens: systemd's, else a new one.</summary>
    public static int Listen(string? path, ServerUser user)
    {
        if (path is null && CaptureListener.Given is { } given)
        {
            return given;
        }

        path ??= Usual;
        try
        {
            return CaptureListener.Open(path, user);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"No socket can be made at {path}, because {problem.Message.TrimEnd('.')}: change that, or choose another path with --socket");
        }
    }
}

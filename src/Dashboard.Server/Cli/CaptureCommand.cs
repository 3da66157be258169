using System.CommandLine;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Privileges;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Server.Cli;

/// <summary>dashboard capture: the part with privileges alone, for servers that come and go. What it has recorded meanwhile waits for the next.</summary>
internal static class CaptureCommand
{
    public static Command New()
    {
        var socket = CaptureSocket.Option("--socket", "Where servers connect. Without it the socket that systemd gives, else " + CaptureSocket.Usual + ".");
        var user = new Option<string?>("--user") { Description = "Whose servers may connect; lifecycle or nobody without it.", HelpName = "NAME" };
        var ringSize = CommandOptions.RingSize();
        var allowLab = new Option<bool>("--allow-lab") { Description = "Let servers choose the number of the next process, for the lab." };
        var environment = new Option<bool>("--environment") { Description = "Let servers read the environments of processes." };
        var command = new Command("capture", "As root: trace for a server of another user that connects with serve --capture-socket, and keep what comes while it restarts.")
        {
            socket, user, ringSize, allowLab, environment,
        };
        command.SetAction(parsed =>
        {
            if (!Environment.IsPrivilegedProcess)
            {
                throw new CommandException("dashboard capture traces for others, which takes root: run it with sudo, or as a unit of systemd");
            }

            var served = UserOf(parsed.GetValue(user));
            return Become(new CaptureRequest
            {
                Options = new BpfSourceOptions { RingBytes = parsed.GetValue(ringSize) ?? BpfSourceOptions.DefaultRingBytes },
                User = served,
                Variables = Environment.GetEnvironmentVariables(),
                Formats = Tracefs.Formats(),
                Environment = parsed.GetValue(environment),
                Lab = parsed.GetValue(allowLab),
                Listener = CaptureSocket.Listen(parsed.GetValue(socket), served),
            });
        });
        return command;
    }

    private static ServerUser UserOf(string? name)
        => name is null ? ServerUser.System()
            : ServerUser.Named(name) ?? throw new CommandException($"--user takes a user of /etc/passwd other than root, not \"{name}\"", ExitStatuses.WrongUsage);

    /// <summary>Returns only when it fails.</summary>
    private static int Become(CaptureRequest request)
    {
        try
        {
            CaptureProgram.Become(request);
            return ExitStatuses.Failed;
        }
        catch (TracingUnavailableException problem)
        {
            throw new CommandException(problem.Message);
        }
    }
}

using System.CommandLine;

namespace Dashboard.Server.Cli;

/// <summary>dashboard open FILE: a recording in the browser.</summary>
internal static class OpenCommand
{
    public static Command New()
    {
        var file = new Argument<string>("FILE") { Description = "A recording: NDJSON, gzip or plain." };
        var command = new Command("open", "Show a recording in the browser; needs no privileges.") { file };
        var settings = WebOptions.AddTo(command, keepsUsually: false);
        command.SetAction(parsed => ServeCommand.RunAsync(settings(parsed), parsed.GetValue(file), null, null));
        return command;
    }
}

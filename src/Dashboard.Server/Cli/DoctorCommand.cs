using System.CommandLine;

namespace Dashboard.Server.Cli;

/// <summary>dashboard doctor: can this machine be traced?</summary>
internal static class DoctorCommand
{
    public static Command New()
    {
        var json = new Option<bool>("--json") { Description = "As JSON, for programs." };
        var command = new Command("doctor", "Can this machine be traced? Each check with its state, cause and fix.") { json };
        command.SetAction(_ => ExitStatuses.Failed);
        return command;
    }
}

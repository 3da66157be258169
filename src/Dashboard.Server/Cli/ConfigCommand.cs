using System.Collections;
using System.CommandLine;
using Dashboard.Server.Cli.Configuration;

namespace Dashboard.Server.Cli;

/// <summary>dashboard config: checks the settings of `serve` and prints them as a configuration file.</summary>
internal static class ConfigCommand
{
    public static Command New(ServeConfiguration configuration)
    {
        var file = CommandOptions.Config();
        var command = new Command("config", "Check the settings that serve takes from the environment and from --config, and print them as a file for --config.") { file };
        command.SetAction(parsed => Print(configuration, configuration.Read(parsed.GetValue(file)), Console.Out));
        return command;
    }

    private static int Print(ServeConfiguration configuration, IReadOnlyList<Setting> settings, TextWriter to)
    {
        to.WriteLine("# The options of `dashboard serve`, for --config FILE. The command line comes first, then the environment, then this file.");
        foreach (var option in configuration.Options)
        {
            to.WriteLine();
            to.WriteLine($"# {option.Description} {ServeConfiguration.VariableOf(option)}.");
            to.WriteLine(settings.FirstOrDefault(s => s.Option == option) is { } set
                ? $"# Set by {set.Origin}.\n{ServeConfiguration.NameOf(option)} = {set.Value}"
                : $"#{ServeConfiguration.NameOf(option)} = {DefaultOf(option)}");
        }

        return ExitStatuses.Done;
    }

    private static string DefaultOf(Option option) => option switch
    {
        { ValueType: var type } when type == typeof(bool) => "false",
        { HasDefaultValue: true } => option.GetDefaultValue() is IEnumerable many and not string ? string.Join(';', many.Cast<object>()) : $"{option.GetDefaultValue()}",
        _ => option.HelpName ?? "",
    };
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Configuration;

/// <summary>
/// The options of `serve` that are not on the command line: from variables of the environment, then from the file of --config. A value is
/// checked as it would be on the command line.
/// </summary>
/// <param name="serve">The command.</param>
/// <param name="variable">The value of a variable of the environment, or null.</param>
internal sealed class ServeConfiguration(Command serve, Func<string, string?> variable)
{
    private const string Prefix = "DASHBOARD_";

    /// <summary>Read elsewhere, because it is taken out of the environment; in a file for all options it would be too easy to read.</summary>
    private const string Token = "--token";

    /// <summary>All options that can be set.</summary>
    public IEnumerable<Option> Options => serve.Options.Where(o => o is not HelpOption && o.Name is not (Token or CommandOptions.ConfigName));

    public static string NameOf(Option option) => option.Name.TrimStart('-');

    public static string VariableOf(Option option) => Prefix + NameOf(option).Replace('-', '_').ToUpperInvariant();

    /// <summary>The command line with all settings that it does not contain.</summary>
    /// <param name="args">Arguments of `serve`, without the verb.</param>
    /// <exception cref="CommandException">A setting is not valid.</exception>
    public string[] Complete(string[] args)
    {
        var parsed = serve.Parse(args);
        if (parsed.Errors.Count > 0 || parsed.Action is HelpAction)
        {
            return args;
        }

        var settings = Read(parsed.GetValue<string?>(CommandOptions.ConfigName));
        return [.. args, .. settings.Where(s => parsed.GetResult(s.Option) is null or { Implicit: true }).SelectMany(s => new[] { s.Option.Name, s.Value })];
    }

    /// <summary>The settings, each option once.</summary>
    /// <param name="file">The value of --config.</param>
    public IReadOnlyList<Setting> Read(string? file)
    {
        var settings = new Dictionary<Option, Setting>();
        foreach (var setting in FromEnvironment().Concat(FromFile(file ?? NonEmpty(Prefix + "CONFIG"))))
        {
            settings.TryAdd(setting.Option, setting);
        }

        return [.. settings.Values];
    }

    private IEnumerable<Setting> FromEnvironment()
    {
        foreach (var option in Options)
        {
            if (NonEmpty(VariableOf(option)) is { } value)
            {
                yield return ProblemOf(option, value) is { } problem
                    ? throw new CommandException($"{VariableOf(option)}: {problem}", ExitStatuses.WrongUsage)
                    : new Setting(option, value, VariableOf(option));
            }
        }
    }

    private List<Setting> FromFile(string? path)
    {
        var settings = new List<Setting>();
        foreach (var line in path is null ? [] : ConfigurationFile.Read(path))
        {
            var option = Options.FirstOrDefault(o => NameOf(o) == line.Name) ?? throw Unknown(path!, line);
            if (settings.Find(s => s.Option == option) is { } before)
            {
                throw ConfigurationFile.Wrong(path!, line.Number, $"{line.Name} is already set by {before.Origin[(before.Origin.LastIndexOf(',') + 2)..]}");
            }

            if (ProblemOf(option, line.Value) is { } problem)
            {
                throw ConfigurationFile.Wrong(path!, line.Number, problem);
            }

            settings.Add(new Setting(option, line.Value, $"{path}, line {line.Number}"));
        }

        return settings;
    }

    private CommandException Unknown(string path, ConfigurationLine line)
    {
        if ("--" + line.Name == Token)
        {
            return ConfigurationFile.Wrong(path, line.Number, "a token does not belong here: put it into a file of its own, and name that with `token-file = FILE`");
        }

        var name = KernelText.Display(line.Name);
        return ConfigurationFile.Wrong(path, line.Number, Spelling.Nearest(line.Name, Options.Select(NameOf)) is { } near
            ? $"there is no option \"{name}\", did you mean {near}?"
            : $"there is no option \"{name}\"; `dashboard config` lists them");
    }

    private string? ProblemOf(Option option, string value)
        => value.Length == 0 ? $"{NameOf(option)} has no value: give one, or remove the line"
            : option.ValueType == typeof(bool) && !bool.TryParse(value, out _) ? $"{NameOf(option)} takes true or false, not \"{KernelText.Display(value)}\""
            : serve.Parse([option.Name, value]).Errors is [var error, ..] ? error.Message.Split('\n')[0].TrimEnd('.')
            : null;

    private string? NonEmpty(string name) => variable(name) is { Length: > 0 } value ? value : null;
}

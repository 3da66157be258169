using System.CommandLine;
using System.CommandLine.Parsing;
using Dashboard.Core.Redaction;

namespace Dashboard.Server.Cli;

/// <summary>--redact and --redact-rules: what is a secret in arguments.</summary>
internal static class RedactionOptions
{
    private const string Off = "off";
    private const string Usual = "default";

    /// <summary>Adds the options to a command and returns their reader.</summary>
    /// <param name="withOff">False where redacting nothing would have no sense.</param>
    public static Func<ParseResult, RedactionRules> AddTo(Command command, bool withOff = true)
    {
        var levels = withOff ? "off|default|strict" : "default|strict";
        var level = new Option<string>("--redact")
        {
            Description = withOff
                ? "Take passwords, tokens and keys out of arguments before anything keeps or shows them: off, default, or strict, which takes more."
                : "What is taken for a secret: default, or strict, which takes more.",
            HelpName = levels,
            DefaultValueFactory = _ => Usual,
            CustomParser = result => Checked(result, levels),
        };
        var rules = new Option<string?>("--redact-rules")
        {
            Description = "A file of further rules, a line each: \"word NAME\", \"shape NAME PATTERN\" or \"keep NAME\".",
            HelpName = "FILE",
            CustomParser = CommandOptions.ParsePath,
        };
        command.Add(level);
        command.Add(rules);
        return parsed => Make(LevelOf(parsed.GetValue(level)), parsed.GetValue(rules));
    }

    private static string Checked(ArgumentResult result, string levels)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (!levels.Split('|').Contains(text))
        {
            result.AddError($"--redact takes {levels.Replace("|", ", ")}, not \"{text}\"");
        }

        return text;
    }

    private static RedactionLevel LevelOf(string? text) => text switch
    {
        Off => RedactionLevel.Off,
        "strict" => RedactionLevel.Strict,
        _ => RedactionLevel.Default,
    };

    private static RedactionRules Make(RedactionLevel level, string? path)
    {
        if (path is null)
        {
            return new RedactionRules(level);
        }

        if (level == RedactionLevel.Off)
        {
            throw new CommandException("--redact off redacts nothing, so --redact-rules has no effect: leave one of them out", ExitStatuses.WrongUsage);
        }

        try
        {
            return new FileInfo(path) is { Exists: true, Length: > RuleFile.MaxBytes }
                ? throw new CommandException($"The rules in {path} have more than {RuleFile.MaxBytes >> 10} KiB: name a file of rules, a line each", ExitStatuses.WrongUsage)
                : new RedactionRules(level, RuleFile.Parse(File.ReadAllText(path)));
        }
        catch (RuleFileException problem)
        {
            throw new CommandException($"The rules in {path} cannot be used, {problem.Message}", ExitStatuses.WrongUsage);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The rules in {path} cannot be read: {problem.Message.Split('\n')[0].TrimEnd('.')}");
        }
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Dashboard.Server.Cli.Configuration;

namespace Dashboard.Server.Cli;

/// <summary>The verbs, and what they share: the default verb, exit statuses, one-sentence errors.</summary>
internal static class CommandLine
{
    private static readonly string[] ForTheRoot = ["-h", "--help", "-?", "--version"];

    private const string DefaultVerb = "serve";

    public static async Task<int> RunAsync(string[] args)
    {
        var serve = ServeCommand.New();
        var configuration = new ServeConfiguration(serve, Environment.GetEnvironmentVariable);
        var root = new RootCommand("Every fork, exec and exit of this machine, live in the browser.")
        {
            serve,
            EventsCommand.New(),
            RunCommand.New(),
            OpenCommand.New(),
            DoctorCommand.New(),
            LabCommand.New(),
            CaptureCommand.New(),
            TokenCommand.New(),
            ConfigCommand.New(configuration),
            RedactCommand.New(),
        };
        ParseResult parsed;
        try
        {
            // Without this configuration, a token that begins with @ would name a file of further arguments.
            parsed = root.Parse(WithSettings(WithDefaultVerb(args), configuration), new ParserConfiguration { ResponseFileTokenReplacer = null });
        }
        catch (CommandException problem)
        {
            return Fail(problem);
        }

        if (parsed.Errors.Count > 0 && parsed.Action is null or ParseErrorAction)
        {
            var sentence = parsed.UnmatchedTokens is [var unknown, ..]
                ? $"There is no command or option \"{unknown}\" here"
                : FirstLine(parsed.Errors[0].Message);
            return Fail(sentence, ExitStatuses.WrongUsage, sentence.EndsWith('?') ? "" : "; `dashboard --help` shows the usage.");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // Each command handles the termination signals and ends normally.
                ProcessTerminationTimeout = null,
            });
        }
        catch (CommandException problem)
        {
            return Fail(problem);
        }
        catch (Exception defect)
        {
            return Fail($"Unexpected {defect.GetType().Name}: {FirstLine(defect.Message)}", ExitStatuses.Failed,
                "; please report it with what you did.");
        }
    }

    /// <summary>`dashboard --urls …` means `dashboard serve --urls …`.</summary>
    private static string[] WithDefaultVerb(string[] args)
        => args.Length == 0 || (args[0].StartsWith('-') && !ForTheRoot.Contains(args[0])) ? [DefaultVerb, .. args] : args;

    private static string[] WithSettings(string[] args, ServeConfiguration configuration)
        => args[0] == DefaultVerb ? [DefaultVerb, .. configuration.Complete(args[1..])] : args;

    private static int Fail(CommandException problem) => Fail(problem.Message, problem.ExitStatus, problem.Message.EndsWith('?') ? "" : ".");

    private static int Fail(string sentence, int status, string end)
    {
        Console.Error.WriteLine($"dashboard: {sentence.TrimEnd('.')}{end}");
        return status;
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim().TrimEnd('.');
}

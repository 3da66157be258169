using System.CommandLine;
using System.CommandLine.Invocation;

namespace Dashboard.Server.Cli;

/// <summary>The verbs, and what they share: the default verb, exit statuses, one-sentence errors.</summary>
internal static class CommandLine
{
    private static readonly string[] ForTheRoot = ["-h", "--help", "-?", "--version"];

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Every fork, exec and exit of this machine, live in the browser.")
        {
            ServeCommand.New(),
            EventsCommand.New(),
            RunCommand.New(),
            OpenCommand.New(),
            DoctorCommand.New(),
            LabCommand.New(),
            TokenCommand.New(),
            RedactCommand.New(),
        };
        // Without this, a token that begins with @ would name a file of further arguments.
        var parsed = root.Parse(WithDefaultVerb(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
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
            return Fail(problem.Message, problem.ExitStatus, problem.Message.EndsWith('?') ? "" : ".");
        }
        catch (Exception defect)
        {
            return Fail($"Unexpected {defect.GetType().Name}: {FirstLine(defect.Message)}", ExitStatuses.Failed,
                "; please report it with what you did.");
        }
    }

    /// <summary>`dashboard --urls …` means `dashboard serve --urls …`.</summary>
    private static string[] WithDefaultVerb(string[] args)
        => args.Length == 0 || (args[0].StartsWith('-') && !ForTheRoot.Contains(args[0])) ? ["serve", .. args] : args;

    private static int Fail(string sentence, int status, string end)
    {
        Console.Error.WriteLine($"dashboard: {sentence.TrimEnd('.')}{end}");
        return status;
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim().TrimEnd('.');
}

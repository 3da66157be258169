using System.CommandLine;
using System.CommandLine.Parsing;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Redaction;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hosting.Memory;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Server.Cli;

/// <summary>dashboard run -- COMMAND: traces one command and its descendants from the first instruction on.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan MaxWaitForFigures = TimeSpan.FromSeconds(1);

    public static Command New()
    {
        var line = new Argument<string[]>("COMMAND")
        {
            Description = "The program, looked for along PATH, and its arguments; put -- before it.",
            Arity = ArgumentArity.OneOrMore,
        };
        var exit = new Option<bool>("--exit") { Description = "End when the command ends, with its exit status; 128 and the signal when one ended it." };
        var ringSize = CommandOptions.RingSize();
        var environment = CommandOptions.Environment();
        var command = new Command("run", "Trace one command and its descendants, and show them in the browser.") { line, exit, ringSize, environment };
        var settings = WebOptions.AddTo(command, keepsUsually: false);
        var filter = KernelFilterOptions.AddTo(command, withUnder: false);
        var split = SplitOption.AddTo(command);
        command.SetAction(parsed =>
        {
            var (words, showsEnvironment) = (Checked(parsed.GetValue(line)!, parsed), parsed.GetValue(environment));
            split.Separate(parsed, new SplitPlan
            {
                RingBytes = parsed.GetValue(ringSize), Filter = filter(parsed), Environment = showsEnvironment, Command = words, Urls = WebOptions.Urls(parsed),
            });
            return RunAsync(words, settings(parsed) with { HandlesSignalsItself = true, ShowsEnvironment = showsEnvironment }, parsed.GetValue(ringSize), filter(parsed), parsed.GetValue(exit));
        });
        return command;
    }

    /// <summary>Refuses an unknown option, which the parser would take for the command.</summary>
    private static string[] Checked(string[] line, ParseResult parsed)
        => line[0].StartsWith('-') && parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Any(token => token.Value == line[0])
            ? throw new CommandException(
                $"run has no option {KernelText.Display(line[0])}: see dashboard run --help, and put -- before a command whose name begins with a dash",
                ExitStatuses.WrongUsage)
            : line;

    private static async Task<int> RunAsync(string[] line, ServeSettings settings, int? ringBytes, KernelFilter? filter, bool endWithIt)
    {
        using var data = settings.Data;
        using var log = settings.AccessLog;
        var command = Start(line);
        // Its process exists already and waits, so that the kernel filter can use its pid.
        var plan = MemoryPlan.MakeAndApply(settings.MemoryBytes, ringBytes ?? BpfSourceOptions.DefaultRingBytes);
        plan.WarnIfTight(sentence => Console.Error.WriteLine($"dashboard: {sentence}"));
        await using var source = Open(ringBytes, (filter ?? new KernelFilter()) with { Under = command.Pid }, plan.Queue, settings.Redaction);
        var capture = source.NewCapture(plan, settings.ShowsEnvironment, settings.Redaction, new OneCommand(line[0], command.Pid));
        await using var app = DashboardHost.Build(settings, source.Feed, capture);
        using var signals = new RunSignals(command, app.Lifetime);
        await ServeCommand.StartAsync(app, settings);
        // stdout belongs to the command.
        Announcement.Print(Console.Error, Console.Error, app.Urls, settings.Token.Current, capture);

        if (command.Release() is var errno and not 0)
        {
            await app.StopAsync();
            throw NotStarted(line[0], errno);
        }

        var stopped = app.WaitForShutdownAsync();
        await Task.WhenAny(command.End, stopped);
        if (!command.End.IsCompleted)
        {
            return ExitStatuses.Done;
        }

        var end = await EndOf(command);
        if (endWithIt)
        {
            await app.StopAsync();
            return end.ExitCode ?? ExitStatuses.BySignal + end.Signal!.Value;
        }

        Console.Error.WriteLine($"dashboard: {line[0]} {Describe(end)}{await FiguresAsync(capture)}. What it did is still shown; Ctrl+C ends the dashboard.");
        await stopped;
        return ExitStatuses.Done;
    }

    private static async Task<ExitStatus> EndOf(TracedCommand command)
    {
        try
        {
            return await command.End;
        }
        catch (TracingUnavailableException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    /// <summary>" after 2.8 s: 16 processes, 3 failed"; empty when the capture has not come to its end within a second.</summary>
    private static async Task<string> FiguresAsync(Capture capture)
    {
        using var deadline = new CancellationTokenSource(MaxWaitForFigures);
        using var applied = new SemaphoreSlim(0);
        void OnChanged() => applied.Release();
        capture.Store.Changed += OnChanged;
        try
        {
            while (true)
            {
                if (CommandFigures.Read(new QueryRun(capture.Store, TimeProvider.System), capture.Command!.Pid, capture.Store.Clock.NowBootNs) is { Exit: not null } figures)
                {
                    return $" after {Durations.Of(figures.LifetimeNs)}: {DisplayText.Count(figures.Processes, "process", "processes")}, {DisplayText.Count(figures.Failed)} failed{(CommandText.Cause(figures) is { } cause ? $". {cause}".TrimEnd('.') : "")}";
                }

                await applied.WaitAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return "";
        }
        finally
        {
            capture.Store.Changed -= OnChanged;
        }
    }

    private static TracedCommand Start(string[] line)
    {
        try
        {
            return TracedCommand.Given() ?? TracedCommand.Start(line);
        }
        catch (TracingUnavailableException problem)
        {
            throw new CommandException(problem.Message);
        }
    }

    private static CaptureSource Open(int? ringBytes, KernelFilter filter, long queueBytes, RedactionRules redaction)
    {
        try
        {
            return new CaptureSource(LiveFeed.Open(ringBytes, filter, queueBytes, redaction), null);
        }
        catch (LiveFeedException problem)
        {
            throw new CommandException($"The command was not started, because it cannot be traced: {problem.Message}");
        }
    }

    private static CommandException NotStarted(string program, int errno)
        => errno == Errno.Find("ENOENT")!.Number
            ? new CommandException($"The command \"{KernelText.Display(program)}\" was not found: check its name and PATH", ExitStatuses.NotFound)
            : new CommandException(
                $"The command \"{KernelText.Display(program)}\" cannot be executed: {Errno.NameOf(-errno)}, {Errno.MeaningOf(-errno)}", ExitStatuses.CannotExecute);

    private static string Describe(ExitStatus end)
        => end.Signal is { } signal ? $"was ended by {Signal.NameOf(signal)}" : $"ended with exit status {end.ExitCode}";
}

using System.CommandLine;
using Dashboard.Core.Learning.Experiments;
using Dashboard.Server.Cli.Printing;
using Dashboard.Server.Hosting;
using Dashboard.Server.Lab;

namespace Dashboard.Server.Cli;

/// <summary>dashboard lab: runs the experiments of the tutorial and checks each against its own events.</summary>
internal static class LabCommand
{
    public static Command New()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "The experiment; without it they are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "The list as JSON, one experiment a line, for scripts." };
        var command = new Command("lab", "Run an experiment of the tutorial, and check it against what the kernel reports.") { name, json };
        var split = SplitOption.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            if (ExperimentCatalogue.Find(parsed.GetValue(name) ?? "") is not null)
            {
                split.Separate(parsed, new SplitPlan { Lab = true });
            }

            return RunAsync(parsed.GetValue(name), parsed.GetValue(json), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(string? name, bool asJson, CancellationToken stop)
    {
        if (name is null)
        {
            Console.Out.Write(asJson ? LabReport.ListAsJson() : LabReport.List());
            return ExitStatuses.Done;
        }

        var experiment = ExperimentCatalogue.Find(name)
            ?? throw new CommandException(
                ExperimentCatalogue.Suggest(name) is { } near
                    ? $"There is no experiment \"{name}\", did you mean {near}?"
                    : $"There is no experiment \"{name}\"; `dashboard lab` lists them",
                ExitStatuses.WrongUsage);

        Console.Out.Write(LabReport.Question(experiment));
        var outcome = await LabOutcome.OfAsync(experiment, stop);
        Console.Out.Write(LabReport.Of(experiment, outcome, StandardOutput.TakesColours));
        if (outcome.Problem is { } problem)
        {
            throw new CommandException(problem);
        }

        return experiment.HasPassed(outcome.Run) ? ExitStatuses.Done : ExitStatuses.Failed;
    }
}

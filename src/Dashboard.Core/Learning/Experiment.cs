namespace Dashboard.Core.Learning;

/// <summary>A guided experiment: predict, run, check against real events, understand. Text in `backticks` is code.</summary>
public sealed record Experiment
{
    /// <summary>Its name in `dashboard lab NAME` and /learn/NAME.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Sentence { get; init; }

    /// <summary>The executable in the folder "lab" of the dashboard; its source, PROGRAM.c, is in the same folder.</summary>
    public required string Program { get; init; }

    public required string Question { get; init; }

    public required IReadOnlyList<Choice> Choices { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    public required IReadOnlyList<string> Explanation { get; init; }

    /// <summary>The script that prints the same with bpftrace.</summary>
    public required string BpftraceScript { get; init; }

    public string BpftraceCommand => $"sudo bpftrace -e '{BpftraceScript}'";

    /// <summary>A further command to try, and what it shows.</summary>
    public (string Command, string What)? FurtherCommand { get; init; }

    public IReadOnlyList<StepState> Check(ExperimentRun run) => [.. Steps.Select(step => step.Check(run))];

    public bool HasPassed(ExperimentRun run) => run.Ended && Steps.All(step => step.Check(run) == StepState.Passed);
}

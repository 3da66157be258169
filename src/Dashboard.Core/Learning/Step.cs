namespace Dashboard.Core.Learning;

/// <summary>One claim of an experiment, checked against the events that its run produced.</summary>
/// <param name="Claim">What happens, in a sentence.</param>
/// <param name="Holds">True as soon as the events so far show it.</param>
/// <param name="Otherwise">What it means when the run has ended and they do not.</param>
public sealed record Step(string Claim, Func<ExperimentRun, bool> Holds, string Otherwise)
{
    public StepState Check(ExperimentRun run)
        => run.Root is null ? StepState.Open
            : Holds(run) ? StepState.Passed
            : run.Ended ? StepState.Failed
            : StepState.Open;
}

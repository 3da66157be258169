namespace Dashboard.Core.Learning;

/// <summary>One claim of an experiment, checked against the events of its run.</summary>
/// <param name="Claim">The claim, in a sentence.</param>
/// <param name="Holds">True as soon as the events show it.</param>
/// <param name="Otherwise">The explanation when the run has ended without showing it.</param>
public sealed record Step(string Claim, Func<ExperimentRun, bool> Holds, string Otherwise)
{
    public StepState Check(ExperimentRun run)
        => run.Root is null ? StepState.Open
            : Holds(run) ? StepState.Passed
            : run.Ended ? StepState.Failed
            : StepState.Open;
}

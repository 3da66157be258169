namespace Dashboard.Core.Learning;

/// <summary>Where experiments are run and their recordings lie: the host's part of the Learn pages.</summary>
public interface ILaboratory
{
    /// <summary>True when the server was started with leave to run the experiments (and only those) for a viewer.</summary>
    bool MayRun { get; }

    /// <summary>What to paste into a terminal to run it.</summary>
    string CommandFor(Experiment experiment);

    /// <summary>The source of its program; null when it does not lie beside it.</summary>
    string? SourceOf(Experiment experiment);

    /// <summary>What the recorded run showed.</summary>
    Task<IReadOnlyList<RunEvent>> ReadRecordingAsync(Experiment experiment, CancellationToken cancellation);

    /// <summary>Runs its program to the end, or to a bound. Nothing of the command line comes from the caller.</summary>
    /// <param name="started">Hears the pid as soon as there is one.</param>
    Task<ProgramResult> RunAsync(Experiment experiment, Action<int> started, CancellationToken cancellation);
}

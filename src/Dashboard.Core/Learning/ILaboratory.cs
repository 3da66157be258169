namespace Dashboard.Core.Learning;

/// <summary>Runs experiments and reads their recordings: the host's part of the Learn pages.</summary>
public interface ILaboratory
{
    /// <summary>True when the server was started with permission to run the experiments, and nothing else, for a viewer.</summary>
    bool MayRun { get; }

    /// <summary>The command line to paste into a terminal.</summary>
    string CommandFor(Experiment experiment);

    /// <summary>The source of its program; null when the file is missing.</summary>
    string? SourceOf(Experiment experiment);

    /// <summary>The events of the recorded run.</summary>
    Task<IReadOnlyList<RunEvent>> ReadRecordingAsync(Experiment experiment, CancellationToken cancellation);

    /// <summary>Runs its program to the end, or to a limit. The caller supplies no part of the command line.</summary>
    /// <param name="started">Called with the pid as soon as the process exists.</param>
    Task<ProgramResult> RunAsync(Experiment experiment, Action<int> started, CancellationToken cancellation);
}

using System.Collections.Concurrent;
using Dashboard.Core.Learning;
using Dashboard.Server.Cli;

namespace Dashboard.Server.Lab;

/// <summary>Runs experiments for viewers of the Learn pages: only the fixed programs, a few at a time.</summary>
internal sealed class Laboratory(bool mayRun) : ILaboratory, IDisposable
{
    /// <summary>A class that presses the button at the same time is served within seconds, and the machine stays usable.</summary>
    private const int AtATime = 4;

    private readonly SemaphoreSlim _places = new(AtATime);

    /// <summary>Bounded by the catalogue. The files do not change while the dashboard runs.</summary>
    private readonly ConcurrentDictionary<string, Task<IReadOnlyList<RunEvent>>> _recordings = new();

    public bool MayRun => mayRun;

    public string CommandFor(Experiment experiment) => $"sudo {Environment.ProcessPath ?? "dashboard"} lab {experiment.Name}";

    public string? SourceOf(Experiment experiment)
    {
        try
        {
            return File.ReadAllText(LabFolder.SourceOf(experiment));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<RunEvent>> ReadRecordingAsync(Experiment experiment, CancellationToken cancellation)
    {
        try
        {
            // Shared by all viewers, so it is not cancelled with the first one.
            return await _recordings.GetOrAdd(experiment.Name, _ => RecordedRuns.ReadAsync(experiment, CancellationToken.None)).WaitAsync(cancellation);
        }
        catch (CommandException)
        {
            return [];
        }
    }

    public async Task<ProgramResult> RunAsync(Experiment experiment, Action<int> started, CancellationToken cancellation)
    {
        // Also checked here, not only on the page: the server grants the permission.
        if (!mayRun)
        {
            return new ProgramResult("", "This server was not started with --allow-lab.");
        }

        await _places.WaitAsync(cancellation);
        try
        {
            return await ExperimentProgram.RunAsync(experiment, started, cancellation);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}

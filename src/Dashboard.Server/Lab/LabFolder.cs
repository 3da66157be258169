using Dashboard.Core.Learning;

namespace Dashboard.Server.Lab;

/// <summary>The folder "lab" next to the executable: the experiments' programs, sources and recordings.</summary>
internal static class LabFolder
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, RunCollector.Folder);

    public static string ProgramOf(Experiment experiment) => System.IO.Path.Combine(Path, experiment.Program);

    public static string SourceOf(Experiment experiment) => ProgramOf(experiment) + ".c";

    public static string RecordingOf(Experiment experiment) => System.IO.Path.Combine(Path, experiment.Name + ".ndjson");
}

using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Overview;

/// <summary>Text and filter of a program that fails.</summary>
public static class FailingText
{
    /// <summary>The name of the process, or the file that could not be executed.</summary>
    public static string Name(SpawnKey pair)
        => pair.Kind != SpawnKind.FailedExec ? DisplayText.Name(pair.Comm)
            : pair.Path is { } path ? DisplayText.Text(DisplayText.FileName(path), 60)
            : "(path not captured)";

    /// <summary>"12 failures, every 3 s"; "1 failure"; of a burst that is over "75 failures within 1 s".</summary>
    public static string Times(FailingProgram failing)
        => $"{DisplayText.Count(failing.Failures, "failure", "failures")}{(failing is { IsFailing: false, Failures: > 1 } ? $" within {Durations.Of(failing.LastBootNs - failing.FirstBootNs)}"
            : IntervalText.Short(failing.Interval) is { } cadence ? $", {cadence}" : "")}";

    /// <summary>The terms of a filter that selects its failures.</summary>
    public static string[] Terms(SpawnKey pair)
    {
        var parent = pair.ParentComm is { Length: > 0 } comm ? FilterTermBuilder.Equal(FilterField.Pcomm, comm) : null;
        var program = pair.Kind == SpawnKind.FailedExec
            ? pair.Path is { } path ? FilterTermBuilder.Equal(FilterField.Path, path) : null
            : pair.Comm is { } name ? FilterTermBuilder.Equal(FilterField.Comm, name) : null;
        return [.. new[] { parent, program, "is:failed" }.OfType<string>()];
    }
}

using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>Text alternative of a timeline row, for screen readers.</summary>
public static class LifeSentence
{
    private const int MaxImages = 6;

    public static string Of(TimelineProcess process, Timestamp start, TimeDisplay times)
    {
        var began = process.FromSnapshot ? "already running" : $"started {TimeOfDay.Of(start, times)}";
        var images = string.Join(", ", process.Images.TakeLast(MaxImages).Select(i => DisplayText.Text(ImageNames.Of(i), 32)));
        var failures = process.FailedExecs.Count(f => !f.Lookup);
        return $"{began}; {(process.Images.Count == 1 ? "image" : "images")} {images}"
            + (failures > 0 ? $"; {DisplayText.Count(failures, "failed exec", "failed execs")}" : "")
            + $"; {End(process)}";
    }

    /// <summary>The label after a bar's end: "exit 127 ENOENT · 4 ms".</summary>
    public static string End(TimelineProcess process)
    {
        if (process.Exit is null)
        {
            return process.Failed ? $"running, {ExitText.Running(process.FailedExecs)}" : "running";
        }

        return $"{ExitText.Worded(process.State, process.Exit, process.FailedExecs)} · {Durations.Of(process.LifetimeNs)}";
    }
}

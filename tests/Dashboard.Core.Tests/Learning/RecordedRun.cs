using Dashboard.Core.Events;
using Dashboard.Core.Learning;

namespace Dashboard.Core.Tests.Learning;

/// <summary>The recorded runs that ship with the program, as events and as runs.</summary>
internal static class RecordedRun
{
    public static IReadOnlyList<LifecycleEvent> EventsOf(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Recordings", name + ".ndjson");
        return [.. File.ReadLines(file).Select(line =>
            EventJson.TryRead(System.Text.Encoding.UTF8.GetBytes(line), out var e, out var error) ? e : throw new InvalidDataException(error))];
    }

    public static ExperimentRun Of(Experiment experiment) => Collect(experiment, EventsOf(experiment.Name));

    public static ExperimentRun Collect(Experiment experiment, IEnumerable<LifecycleEvent> events, int? pid = null)
    {
        var collector = new RunCollector(experiment.Program, pid);
        foreach (var e in events)
        {
            collector.Offer(e);
        }

        return collector.Run;
    }
}

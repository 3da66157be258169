using Dashboard.Benchmarks.Records;
using Dashboard.Core.History;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>A benchmark of a store that threw its events away would be fast: looks before it is measured.</summary>
internal static class StoreCheck
{
    private const int LivesOn = 2;

    public static bool AtTheBounds(StoreReader view, CaptureLimits limits, RecordStream stream, int passes)
    {
        // init and the worker, then all that the stream tells.
        Equal("events of the stream", view.Events.LastSeq, LivesOn + (long)passes * stream.Events);
        Equal("live processes", view.Processes.LiveCount, LivesOn);
        Equal("exited processes", view.Processes.ExitedCount, stream.Processes == 0 ? 0 : limits.ExitedProcesses);
        Equal("events in the history", view.Events.Count, limits.Events);
        return true;
    }

    private static void Equal(string what, long found, long expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"{what}: {found}, not {expected}; what would be measured is not the steady state.");
        }
    }
}

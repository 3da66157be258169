using Dashboard.Benchmarks.Records;
using Dashboard.Core.History;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>A benchmark of a store that threw its events away would be fast: looks before it is measured.</summary>
internal static class StoreCheck
{
    public static bool AtTheBounds(StoreView view, CaptureLimits limits, RecordStream stream)
    {
        Equal("live processes", view.Processes.LiveCount, 2);
        Equal("exited processes", view.Processes.ExitedCount, stream.Processes == 0 ? 0 : limits.ExitedProcesses);
        Equal("events in the history", view.Events.Count, limits.Events);
        return true;
    }

    private static void Equal(string what, int found, int expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"{what}: {found}, not {expected}; what would be measured is not the steady state.");
        }
    }
}

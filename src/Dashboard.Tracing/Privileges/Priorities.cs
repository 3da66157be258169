using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Privileges;

/// <summary>Priorities of threads of this process. What it may not set itself, the privileged part sets.</summary>
internal static class Priorities
{
    /// <summary>
    /// Gives a thread the lowest real-time priority, above all ordinary threads; may be refused. For a thread that runs
    /// rarely and briefly.
    /// </summary>
    public static bool SetRealTime(int threadId) => LibC.SetRealTimePriority(threadId) || (CapturePart.IsThere && CapturePart.SetPriority(threadId, 0));

    /// <summary>Sets the nice value of one thread, not inherited by threads that it starts (of the pool). May be refused.</summary>
    public static void SetNice(int threadId, int niceness)
    {
        if (!LibC.SetNice(threadId, niceness) && CapturePart.IsThere)
        {
            CapturePart.SetPriority(threadId, niceness);
        }
    }
}

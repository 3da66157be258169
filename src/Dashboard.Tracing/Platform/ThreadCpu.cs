using System.Globalization;

namespace Dashboard.Tracing.Platform;

/// <summary>CPU time of a thread of this process.</summary>
internal static class ThreadCpu
{
    /// <summary>/proc/self/task/TID/schedstat is "run-ns wait-ns slices": exact, whereas stat counts ticks.</summary>
    public static long? ReadNs(int threadId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/self/task/{threadId}/schedstat");
            return long.TryParse(text.AsSpan(0, text.IndexOf(' ')), CultureInfo.InvariantCulture, out var ns) ? ns : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}

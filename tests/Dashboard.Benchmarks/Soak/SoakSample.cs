using Dashboard.Benchmarks.Memory;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Soak;

/// <summary>What the server holds at one moment.</summary>
internal readonly record struct SoakSample(TimeSpan At, long LiveBytes, long ResidentBytes, long AnonymousBytes, int Descriptors, int Threads)
{
    public static async Task<SoakSample> Of(DashboardServer server, TimeSpan at)
    {
        var live = await LiveHeap.Bytes(server.Pid);
        var process = $"{server.Pid}";
        return new SoakSample(
            at, live, Footprint.ResidentNow("VmRSS", process), Footprint.ResidentNow("RssAnon", process),
            Count($"/proc/{process}/fd"), Count($"/proc/{process}/task"));
    }

    private static int Count(string folder) => Directory.EnumerateFileSystemEntries(folder).Count();
}

using System.Globalization;

namespace Dashboard.Benchmarks.Memory;

/// <summary>What this process holds, after everything that can go has gone.</summary>
/// <param name="HeapBytes">Objects that are reachable.</param>
/// <param name="ResidentBytes">Anonymous memory, native included.</param>
internal readonly record struct Footprint(long HeapBytes, long ResidentBytes)
{
    public static Footprint Settled()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new Footprint(GC.GetTotalMemory(false), ResidentNow("RssAnon"));
    }

    /// <summary>VmRSS: all; RssAnon: without the code that is mapped from files; VmHWM: the most so far.</summary>
    public static long ResidentNow(string name, string process = "self")
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    public static Footprint operator -(Footprint a, Footprint b) => new(a.HeapBytes - b.HeapBytes, a.ResidentBytes - b.ResidentBytes);
}

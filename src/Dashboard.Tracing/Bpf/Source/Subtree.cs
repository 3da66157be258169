using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>For --only-under: marks the descendants that are already running.</summary>
internal static class Subtree
{
    /// <summary>Upper bound on scan passes; two normally suffice.</summary>
    private const int MaxPasses = 5;

    /// <summary>
    /// Each pass over the task list marks the descendants of the process. A pass can miss a child born behind its position, so
    /// passes repeat until one finds no more.
    /// </summary>
    public static void Find(Tracer tracer)
    {
        var buffer = new byte[NativeMethods.MinBufferBytes];
        var (found, before) = (0L, -1L);
        for (var pass = 0; pass < MaxPasses && found != before; pass++)
        {
            (before, found) = (found, 0);
            int length;
            while ((length = tracer.Snapshot(buffer)) > 0)
            {
                found += length;
            }
        }
    }
}

using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Of --only-under: whoever is there already below the process.</summary>
internal static class Subtree
{
    /// <summary>A subtree that is never at rest is all marked but for a child of an unmarked parent, which two looks leave hardly any.</summary>
    private const int MaxLooks = 5;

    /// <summary>
    /// A look at the task list marks whoever descends from the process. A child that is born meanwhile behind the look's
    /// back is marked by the next look, so it is repeated until it finds no more.
    /// </summary>
    public static void Find(Tracer tracer)
    {
        var buffer = new byte[NativeMethods.MinBufferBytes];
        var (found, before) = (0L, -1L);
        for (var look = 0; look < MaxLooks && found != before; look++)
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

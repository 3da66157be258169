using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Distinguishes a process that was never seen from one that was evicted.</summary>
public static class EvictedText
{
    public static string NotHeld(Capture capture)
        => HasEvicted(capture)
            ? "No process with this number is held. One that ended may have been dropped: the oldest go first."
            : "No process with this number was seen since capture began.";

    /// <summary>True once a process was evicted.</summary>
    public static bool HasEvicted(Capture capture) => capture.Store.Read(view => view.Processes.EvictedCount) > 0;
}

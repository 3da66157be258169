using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Shared.Text;

/// <summary>A process that is not found was not seen, or was seen and dropped: two different answers.</summary>
public static class EvictedText
{
    public static string NotHeld(Capture capture)
        => HasEvicted(capture)
            ? "No process with this number is held. One that ended may have been dropped: the oldest go first."
            : "No process with this number was seen since capture began.";

    /// <summary>True once a process was dropped to keep the limits.</summary>
    public static bool HasEvicted(Capture capture) => capture.Store.Read(view => view.Processes.EvictedCount) > 0;
}

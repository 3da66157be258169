using Dashboard.Core.History;

namespace Dashboard.Core.Feeds;

/// <summary>What a page needs of the running capture: the store to pull from, and the state of the source.</summary>
/// <param name="Store">All that is known.</param>
/// <param name="Status">Asks the source; cheap enough for once a second.</param>
/// <param name="Notice">Set when the program cannot trace this machine and shows the demo recording instead.</param>
public sealed record Capture(LifecycleStore Store, Func<FeedStatus> Status, CaptureNotice? Notice)
{
    /// <summary>True when events come from the kernel of this machine, now.</summary>
    public bool IsLive => !Store.Clock.Frozen;
}

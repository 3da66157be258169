using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;

namespace Dashboard.Core.Feeds;

/// <summary>What a page needs of the running capture: the store to pull from, and the state of the source.</summary>
/// <param name="Store">All that is known.</param>
/// <param name="Status">Asks the source; cheap enough for once a second.</param>
/// <param name="Notice">Set when the program cannot trace this machine and shows the demo recording instead.</param>
public sealed record Capture(LifecycleStore Store, Func<FeedStatus> Status, CaptureNotice? Notice)
{
    /// <summary>Longer than the second after which a page looks again, and short: measuring costs.</summary>
    private static readonly TimeSpan LookLease = TimeSpan.FromSeconds(5);

    private volatile CaptureNotice? _notice = Notice;
    private volatile Moment? _attached;

    /// <summary>Has the source measure what its probes cost; of the feed.</summary>
    public Action<TimeSpan>? MeasureCost { get; init; }

    /// <summary>Reads what live processes are now; null for a recording, whose processes are none of this machine.</summary>
    public IProcessReader? Readings { get; init; }

    /// <summary>True when one command and its descendants are all that is traced, from its first instruction on.</summary>
    public bool IsOfOneCommand { get; init; }

    /// <summary>Where the budget of memory comes from; null when nobody has said.</summary>
    public MemorySetting? Memory { get; init; }

    /// <summary>
    /// Why the page does not show the live machine, or no longer does; null while all is well. May change at any time,
    /// so ask once a second.
    /// </summary>
    public CaptureNotice? Notice => _notice;

    /// <summary>True when events come from the kernel of this machine, now.</summary>
    public bool IsLive => !Store.Clock.Frozen && !HasFailed;

    /// <summary>True when the source has died: what was captured stands, and nothing new comes.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>When the capture began. Asked with each drawing, so not asked of the source each time.</summary>
    public Timestamp AttachedAt => Attached.Time;

    /// <summary>The same on CLOCK_BOOTTIME: the wall clock may have been set since, and have shown that time twice.</summary>
    public long AttachedBootNs => Attached.BootNs;

    private Moment Attached
    {
        get
        {
            if (_attached is { } known)
            {
                return known;
            }

            var status = Status();
            var attached = new Moment(status.AttachedAt, status.AttachedBootNs);
            _attached = status.AttachedAt == default ? null : attached;
            return attached;
        }
    }

    /// <summary>
    /// As <see cref="Status"/>, for whoever shows what the capture costs: the probes are measured from now on, until
    /// nobody has looked for some seconds.
    /// </summary>
    public FeedStatus LookClosely()
    {
        MeasureCost?.Invoke(LookLease);
        return Status();
    }

    /// <summary>Says that the source has died. For the one writer.</summary>
    public void Fail(CaptureNotice why)
    {
        _notice = why;
        HasFailed = true;
    }

    private sealed record Moment(Timestamp Time, long BootNs);
}

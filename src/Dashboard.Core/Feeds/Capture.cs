using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Core.Redaction;

namespace Dashboard.Core.Feeds;

/// <summary>The running capture as pages need it: the store and the state of its source.</summary>
/// <param name="Store">All captured data.</param>
/// <param name="Status">Queries the source; cheap enough to call once a second.</param>
/// <param name="Notice">Set when this machine cannot be traced and the demo recording is shown instead.</param>
public sealed record Capture(LifecycleStore Store, Func<FeedStatus> Status, CaptureNotice? Notice)
{
    /// <summary>Longer than the second between two refreshes of a page, and short, because measuring costs.</summary>
    private static readonly TimeSpan MeasureLease = TimeSpan.FromSeconds(5);

    private volatile CaptureNotice? _notice = Notice;
    private volatile Moment? _attached;

    /// <summary>Asks the feed to measure the run times of its probes.</summary>
    public Action<TimeSpan>? MeasureCost { get; init; }

    /// <summary>Reads the present state of live processes; null for a recording, whose processes are not on this machine.</summary>
    public IProcessReader? Readings { get; init; }

    /// <summary>CPU and memory of live processes; null for a recording.</summary>
    public UsageSampler? Usage { get; init; }

    /// <summary>Set when only one command and its descendants are traced, from its first instruction on.</summary>
    public OneCommand? Command { get; init; }

    /// <summary>The person who started the dashboard on the machine that it traces; null when unknown, and for a recording.</summary>
    public MachineUser? StartedBy { get; init; }

    /// <summary>What the source takes out of arguments; null when not known.</summary>
    public RedactionRules? Redaction { get; init; }

    /// <summary>The source of the memory budget; null when not configured.</summary>
    public MemorySetting? Memory { get; init; }

    /// <summary>
    /// Why the page does not show the live machine, or stopped doing so; null when it does. May change at any time, so poll it
    /// once a second.
    /// </summary>
    public CaptureNotice? Notice => _notice;

    /// <summary>True when events come from the kernel of this machine, now.</summary>
    public bool IsLive => !Store.Clock.Frozen && !HasFailed;

    /// <summary>False where no event can follow: in a recording, after a failure, and when all processes of the one traced command have ended.</summary>
    public bool Moves => IsLive && !(Command is not null && Store.AllHaveEnded);

    /// <summary>Now; where no event can follow, the last one: nothing grows with idle time after it.</summary>
    public long NowBootNs => Moves ? Store.Clock.NowBootNs : Math.Min(Store.Clock.NowBootNs, Store.Clock.LastEventBootNs);

    /// <summary>A recording is being read: what it has not shown yet may follow.</summary>
    public bool IsReading => Store.Clock.Frozen && !HasFailed && Status() is { Ended: false, Progress: not null };

    /// <summary>A capture that is seen as a whole: a recording, or that of one command.</summary>
    public bool IsOnePiece => !IsLive || Command is not null;

    /// <summary>True when the source has failed: captured data stays, and no new data arrives.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>When the capture began. Cached, because each rendering reads it.</summary>
    public Timestamp AttachedAt => Attached.Time;

    /// <summary>The same on CLOCK_BOOTTIME, which is unique: a wall clock that was set back shows a time twice.</summary>
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
    /// As <see cref="Status"/>, and has the run times of the probes measured until no caller has asked for some seconds.
    /// For pages that show what the capture costs.
    /// </summary>
    public FeedStatus StatusWithCosts()
    {
        MeasureCost?.Invoke(MeasureLease);
        return Status();
    }

    /// <summary>Reports that the source has failed. Called by the single writer only.</summary>
    public void Fail(CaptureNotice why)
    {
        _notice = why;
        HasFailed = true;
    }

    private sealed record Moment(Timestamp Time, long BootNs);
}

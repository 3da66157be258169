using Dashboard.Core.Events;

namespace Dashboard.Core.History;

/// <summary>What time it is for the capture: now when live, the last event's time in a recording.</summary>
/// <param name="bootEpochUnixNs">Wall clock minus CLOCK_BOOTTIME.</param>
/// <param name="time">Null freezes the clock at the last event.</param>
public sealed class CaptureClock(long bootEpochUnixNs, TimeProvider? time)
{
    private long _lastEventBootNs;

    /// <summary>The time of the newest event.</summary>
    public long LastEventBootNs => Interlocked.Read(ref _lastEventBootNs);

    public long NowBootNs => time is null
        ? LastEventBootNs
        : Timestamp.From(time.GetUtcNow()).UnixNs - bootEpochUnixNs;

    public Timestamp Now => ToTimestamp(NowBootNs);

    public bool Frozen => time is null;

    public Timestamp ToTimestamp(long bootNs) => new(bootNs + bootEpochUnixNs);

    public long ToBootNs(Timestamp at) => at.UnixNs - bootEpochUnixNs;

    internal void Advance(long bootNs)
    {
        if (bootNs > _lastEventBootNs)
        {
            // One writer: readers need a whole value, nobody an exchange.
            Volatile.Write(ref _lastEventBootNs, bootNs);
        }
    }
}

using Dashboard.Core.Model;

namespace Dashboard.Tracing.Platform;

/// <summary>The wall clock, read between two readings of CLOCK_BOOTTIME.</summary>
internal readonly record struct ClockReading(long BeforeNs, long WallNs, long AfterNs)
{
    public long OffsetNs => WallNs - BeforeNs - ((AfterNs - BeforeNs) / 2);

    /// <summary>Upper bound of the error of the offset.</summary>
    public long ErrorNs => (AfterNs - BeforeNs + 1) / 2;

    public static ClockReading Take()
    {
        var before = LibC.BootTimeNs();
        var wall = Timestamp.From(DateTimeOffset.UtcNow).UnixNs;
        return new ClockReading(before, wall, LibC.BootTimeNs());
    }
}

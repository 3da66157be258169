using Dashboard.Core.Events;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Events;

/// <summary>"The wall clock was set 1 h 00 m ahead"</summary>
public static class ClockWords
{
    private const long Millisecond = 1_000_000;

    public static string Of(ClockEvent set)
    {
        // The two clock readings are some hundred nanoseconds apart: round 59.9999999 s to a minute.
        var ms = Math.Round((set.ToOffsetNs - (double)set.FromOffsetNs) / Millisecond);
        return $"The wall clock was set {Durations.Of((long)(Math.Abs(ms) * Millisecond))} {(ms < 0 ? "back" : "ahead")}";
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>
/// A real clock_settime(2). It sets the clock of the whole machine, so it runs only in a guest of the kernel lane, which
/// enables it (tests/kernels/guest/tests.sh).
/// </summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed partial class ClockTests(KernelFixture kernel)
{
    private const string OfTheGuest = "DASHBOARD_LANE_GUEST";
    private const long Hour = 3_600_000_000_000;
    private const long TenMinutes = Hour / 6;
    private const int RealTime = 0;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_SetByAnHour_IsReportedAndMovesNothingThatIsMeasured(int hours)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(OfTheGuest) == "1", "It sets the machine's clock: for a guest of the kernel lane.");
        kernel.NeedTracing();
        var events = new ConcurrentQueue<LifecycleEvent>();
        await using var capture = new LiveCapture { Watch = batch => batch.ToList().ForEach(events.Enqueue) }.Start();
        using var waits = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"));
        await LiveCapture.EventuallyAsync(() => Born(events, waits) is null ? "no fork" : null);
        var bornAt = Born(events, waits)!.Time;

        SetClock(hours);
        try
        {
            await LiveCapture.EventuallyAsync(() => events.OfType<ClockEvent>().Any() ? null : "no clock event");
            using var after = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "nop"));
            await LiveCapture.EventuallyAsync(() => Born(events, after) is null ? "no fork" : null);

            var set = Assert.Single(events.OfType<ClockEvent>());
            Assert.InRange(set.ToOffsetNs - set.FromOffsetNs, (hours * Hour) - TenMinutes, (hours * Hour) + TenMinutes);
            Assert.InRange(Born(events, after)!.Time.UnixNs - Timestamp.From(DateTimeOffset.UtcNow).UnixNs, -TenMinutes, TenMinutes);
            Assert.InRange(capture.Store.Clock.Now.UnixNs - Timestamp.From(DateTimeOffset.UtcNow).UnixNs, -TenMinutes, TenMinutes);
            Assert.InRange(Born(events, after)!.Time.UnixNs - bornAt.UnixNs, (hours * Hour) - TenMinutes, (hours * Hour) + TenMinutes);
            Assert.InRange(capture.Store.Clock.NowBootNs - capture.Store.Clock.LastEventBootNs, 0, TenMinutes);
            Assert.False(Matches(capture, Born(events, waits)!.Process, "dur:>10m"));
            Assert.True(Matches(capture, Born(events, waits)!.Process, "dur:>1ms"));
        }
        finally
        {
            SetClock(-hours);
            waits.StandardInput.Close();
        }

        await LiveCapture.EventuallyAsync(() => events.OfType<ClockEvent>().Count() == 2 ? null : "no second clock event");
    }

    private static ForkEvent? Born(IEnumerable<LifecycleEvent> events, Process process)
        => events.OfType<ForkEvent>().LastOrDefault(f => f.Pid == process.Id);

    private static bool Matches(LiveCapture capture, ProcessId id, string filter)
    {
        Assert.True(Filter.TryParse(filter, out var parsed, out _));
        return capture.Store.Read(view => parsed.Matches(new ProcessFilterSubject(view.Clock.NowBootNs).At(view.Processes.Find(id)!)));
    }

    private static void SetClock(int hours)
    {
        Assert.Equal(0, GetTime(RealTime, out var time));
        time.Seconds += hours * 3600;
        Assert.Equal(0, SetTime(RealTime, time));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "clock_settime")]
    private static partial int SetTime(int clock, in TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Recordings of a machine whose wall clock was set during the capture.</summary>
public sealed class ClockRecordingTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Story _story = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => File.Delete(_file);

    /// <summary>Hours of the step, and number of events before it: the first 64 determine the clock's offset.</summary>
    public static TheoryData<int, int> Steps => new()
    {
        { 1, 100 }, { -1, 100 }, { 1, 10 }, { -1, 10 }, { 1, 0 },
        // A machine without a hardware clock: 20 years.
        { 175_200, 100 }, { 175_200, 10 }, { -175_200, 100 }, { 175_200, 0 },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Read_ClockSetMeanwhile_KeepsEachEventAndMapsBothSides(int hours, int before)
    {
        var events = NewEvents(hours, before);
        await using var feed = Open(events);
        var store = new LifecycleStore(new CaptureClock(feed.Status.BootEpochUnixNs, null));

        var read = Apply(feed, store);

        Assert.Empty(_warnings);
        Assert.Equal(events.Select(e => (e.Kind, e.BootNs, e.Time)), read.Select(e => (e.Kind, e.BootNs, e.Time)));
        Assert.Equal(Story.EpochUnixNs, feed.Status.BootEpochUnixNs);
        Assert.Equal(events[0].BootNs, feed.Status.AttachedBootNs);
        Assert.All(events, e => Assert.Equal(e.Time, store.Clock.ToTimestamp(e.BootNs)));
    }

    [Fact]
    public async Task Read_EventsWithOneTimeBehindTheStep_GetTheOther()
    {
        var events = NewEvents(1, 100);
        var last = events[^1];
        var lines = events.SkipLast(2).Select(Line).ToList();
        lines.Add(Line(events[^2] with { Time = default }));
        lines.Add(Line(last with { BootNs = 0 }));
        await File.WriteAllLinesAsync(_file, lines, TestContext.Current.CancellationToken);
        await using var feed = ReplayFeed.Open(_file, _warnings.Add);

        var read = feed.ReadBatches(CancellationToken.None).SelectMany(b => b.ToList()).ToList();

        Assert.Empty(_warnings);
        Assert.Equal(events[^2].Time, read[^2].Time);
        Assert.Equal(last.BootNs, read[^1].BootNs);
    }

    [Theory]
    [InlineData("fromOffsetNs", "5")]
    [InlineData("toOffsetNs", "-9000000000000000000")]
    [InlineData("toOffsetNs", "9223372036854775807")]
    // The one number without an absolute value, as the difference to the right one.
    [InlineData("fromOffsetNs", "-7433372036854775808")]
    [InlineData("toOffsetNs", "-7433368436854775808")]
    public async Task Read_ASettingThatLies_CostsNoOtherLine(string field, string value)
    {
        var events = NewEvents(1, 100);
        var lines = events.Select(Line).ToList();
        var at = events.ToList().FindIndex(e => e is ClockEvent);
        lines[at] = System.Text.RegularExpressions.Regex.Replace(lines[at], $"\"{field}\":\\d+", $"\"{field}\":{value}");
        await File.WriteAllLinesAsync(_file, lines, TestContext.Current.CancellationToken);
        await using var feed = ReplayFeed.Open(_file, _warnings.Add);

        var read = feed.ReadBatches(CancellationToken.None).SelectMany(b => b.ToList()).ToList();

        Assert.Single(_warnings);
        Assert.Equal(events.Count - 1, read.Count(e => e is not LostEvent));
    }

    [Fact]
    public async Task Read_ASettingToAnotherCentury_CostsNoLineBehindIt()
    {
        // The event is consistent, but no later event follows it: the clock was right before and after.
        List<LifecycleEvent> events = [.. NewEvents(1, 100).TakeWhile(e => e is not ClockEvent)];
        var (last, to) = (events[^1], Story.EpochUnixNs / 2);
        events.Insert(90, new ClockEvent { BootNs = events[89].BootNs, Time = new Timestamp(events[89].BootNs + to), FromOffsetNs = Story.EpochUnixNs, ToOffsetNs = to });
        await using var feed = Open(events);

        var read = feed.ReadBatches(CancellationToken.None).SelectMany(b => b.ToList()).ToList();

        Assert.Empty(_warnings);
        Assert.Equal(last.Time, read[^1].Time);
    }

    private List<LifecycleEvent> NewEvents(int hours, int before)
    {
        var init = before == 0 ? default : _story.Snapshot(1, "init");
        for (var i = 1; i < before; i++)
        {
            _story.Fork(init, 100 + i);
        }

        _story.SetClock(TimeSpan.FromHours(hours));
        for (var i = 0; i < 50; i++)
        {
            _story.Fork(new ProcessId(1, 1_000), 500 + i);
        }

        return [.. _story.Take()];
    }

    private ReplayFeed Open(IEnumerable<LifecycleEvent> events)
    {
        File.WriteAllLines(_file, events.Select(Line));
        return ReplayFeed.Open(_file, _warnings.Add);
    }

    private static List<LifecycleEvent> Apply(ReplayFeed feed, LifecycleStore store)
    {
        List<LifecycleEvent> read = [];
        foreach (var batch in feed.ReadBatches(CancellationToken.None))
        {
            read.AddRange(batch);
            store.Apply(batch);
        }

        return read;
    }

    private static string Line(LifecycleEvent e) => Encoding.UTF8.GetString(EventJson.Write(e));
}

using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Volume;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Volume;

public sealed class EventTallyTests
{
    private const long Second = 1_000_000_000;
    private readonly Story _story = new();

    [Fact]
    public void Facets_EachValue_CountsWhatItsFilterMatches()
    {
        var store = StoreOf(Everything());
        var checkedValues = 0;
        foreach (var facet in Count(store, default, joined: false).Facets)
        {
            foreach (var value in facet.Values)
            {
                Assert.True(Filter.TryParse(FilterTermBuilder.Equal(facet.Field, value.Value), out var filter, out _));
                var matching = store.Read(view => Matching(view, filter));
                Assert.Equal((facet.Field, value.Value, (long)matching), (facet.Field, value.Value, value.Count));
                checkedValues++;
            }
        }

        Assert.True(checkedValues > 12, $"only {checkedValues} values");
    }

    [Fact]
    public void Facets_Joined_ExecIsOneKind()
    {
        var kinds = Count(StoreOf(Everything()), default, joined: true).Facets[0].Values.Select(v => v.Value).ToList();

        Assert.Contains(FilterCatalogue.ExecKind, kinds);
        Assert.DoesNotContain(EventKinds.ExecExit, kinds);
    }

    [Fact]
    public void FacetsAndStrip_Range_CountOnlyInside()
    {
        var shell = _story.Snapshot(200, "sh");
        for (var i = 0; i < 10; i++)
        {
            _story.FailExec(shell, "/nope");
            _story.NowNs += Second;
        }

        var store = StoreOf(_story);
        var third = store.Read(view => view.Events[3]!.Time);
        var tally = Count(store, new TimeRange(third, new Timestamp(third.UnixNs + 2 * Second)), joined: true);

        Assert.Equal((2L, 2L), (tally.Total, tally.Failed));
        Assert.Equal(2, tally.Facets.Single(f => f.Field == FilterField.Errno).Values.Single().Count);
        Assert.Equal((2L, 2L), (tally.Volume.Steps.Sum(s => s.Total), tally.Volume.Steps.Sum(s => s.Failed)));
    }

    [Fact]
    public void Failed_LookupsAndSuccesses_AreNone()
    {
        var child = _story.Fork(_story.Snapshot(200, "sh"), 300);
        _story.FailExec(child, "/a/make").Exec(child, "/b/make").Exit(child, code: 3);
        var tally = Count(StoreOf(_story), default, joined: true);

        Assert.Equal((4L, 1L), (tally.Total, tally.Failed));
    }

    [Fact]
    public void Volume_AnySpan_HasAFewRoundStepsThatHoldAll()
    {
        foreach (var span in (long[])[1, 999, 50_000, 3_000_000, 7 * Second, 61 * Second, 3600 * Second, 400_000 * Second])
        {
            var from = Story.EpochUnixNs + 123_456_789;
            var tally = new EventTally(default, from, from + span, joined: true);
            var volume = tally.Volume;
            Assert.InRange(volume.Steps.Count, 1, EventTally.MaxSteps + 1);
            Assert.True(volume.FromUnixNs <= from && volume.ToUnixNs >= from + span, $"{span}: {volume.FromUnixNs} to {volume.ToUnixNs}");
            Assert.Equal(0, volume.FromUnixNs % volume.WidthNs);
        }
    }

    [Fact]
    public void Coarse_ForATable_LosesNothing()
    {
        var steps = Enumerable.Range(0, 100).Select(i => new VolumeStep(i % 5 == 0 ? 0 : i, i % 3)).ToList();
        var coarse = new EventVolume(1_000, 10, steps).Coarse(24);

        Assert.InRange(coarse.Count, 1, 24);
        Assert.Equal(steps.Sum(s => s.Total), coarse.Sum(c => c.Step.Total));
        Assert.Equal(2_000, coarse[^1].Range.To!.Value.UnixNs);
    }

    private Story Everything()
    {
        var init = _story.Snapshot(1, "init");
        for (var i = 0; i < 4; i++)
        {
            var child = new ProcessId(300 + i, _story.NowNs);
            _story.Add(child, new ForkEvent { How = ForkMethod.Fork, By = new ProcessReference(init, 1, "init"), Context = Context(i) });
            _story.Enter(child, "/bin/x").Exec(child, $"/bin/tool{i % 2}");
            _story.FailExec(child, "/no", errno: i % 2 == 0 ? 2 : 13).FailFork(child).Rename(child, "=new, name").Exit(child, code: i).Reap(child);
        }

        return _story.Lost(3, "ring full");
    }

    private static ProcessContext Context(int i) => new() { Uid = (uint)i % 2, User = i % 2 == 0 ? "root" : "ann b", Cgroup = $"/slice/{i % 3}" };

    private static LifecycleStore StoreOf(Story story)
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        store.Apply(story.Take());
        return store;
    }

    private static EventTally Count(LifecycleStore store, TimeRange range, bool joined)
        => store.Read(view =>
        {
            var tally = new EventTally(range, view.Events[1]!.Time.UnixNs, view.Clock.Now.UnixNs + 1, joined);
            var subject = new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
            foreach (var held in view.Events.Forwards())
            {
                tally.Count(held.Event, subject.At(held.Event));
            }

            return tally;
        });

    private static int Matching(StoreReader view, Filter filter)
    {
        var subject = new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
        var matching = 0;
        foreach (var held in view.Events.Forwards())
        {
            matching += filter.Matches(subject.At(held.Event)) ? 1 : 0;
        }

        return matching;
    }
}

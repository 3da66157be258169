using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

/// <summary>Many ended children of one parent with one name share a row of the timeline, as in the tree.</summary>
public sealed class TimelineStormTests
{
    private const int Size = 3;

    private readonly TimelineBuilder _timeline = new();
    private readonly ProcessId _shell;
    private readonly List<ProcessId> _storm = [];

    public TimelineStormTests()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        _shell = _timeline.Born(init, 10, 10, "/bin/sh");
        for (var i = 0; i < 4; i++)
        {
            _storm.Add(_timeline.Born(_shell, 100 + i, 100 + (20 * i), "/bin/true"));
            if (i == 1)
            {
                _timeline.Ends(_timeline.Born(_shell, 200, 122, "/bin/cat"), 125);
            }

            _timeline.Ends(_storm[^1], 110 + (20 * i), code: i == 3 ? 1 : 0);
        }
    }

    [Fact]
    public void Rows_ManyEndedSiblings_ShareOneWhereTheFirstWas()
    {
        _timeline.Build(1_000);

        var rows = Rows();

        Assert.Equal(["init", "sh", "× 4 true", "cat"], rows.Select(Name));
        Assert.Equal([1, 2, 3, 3], rows.Select(r => r.Level));
        Assert.Equal([(1, 2), (2, 2)], rows.Skip(2).Select(r => (r.PosInSet, r.SetSize)));
        var storm = rows[2].Group!;
        Assert.Equal((4, 1, 0, false, 1), (storm.Count, storm.Failed, storm.Running, storm.Open, storm.MostAtOnce));
    }

    [Fact]
    public void Rows_OpenStorm_HasItsMembersUnderIt()
    {
        _timeline.Build(1_000);
        var key = Rows()[2].Group!.Key;

        var rows = Rows(key);

        Assert.Equal(["init", "sh", "× 4 true", "true", "true", "true", "true", "cat"], rows.Select(Name));
        Assert.Equal([3, 4, 4, 4, 4, 3], rows.Skip(2).Select(r => r.Level));
        Assert.Equal([1, 2, 3, 4], rows.Skip(3).Take(4).Select(r => r.RowsToParent));
        Assert.Equal(rows.Count, rows.Select(r => r.Key).Distinct().Count());
    }

    [Fact]
    public void Rows_WhatRunsOrHasARunningChild_IsNotFolded()
    {
        var orphan = _timeline.Born(_timeline.Born(_shell, 300, 400, "/bin/true"), 301, 410, "/bin/sleep");
        _timeline.Ends(new ProcessId(300, TimelineBuilder.At(400)), 420);
        _timeline.Build(1_000);

        var rows = Rows();

        Assert.Equal(["init", "sh", "× 4 true", "cat", "true", "sleep"], rows.Select(Name));
        Assert.Equal(orphan, rows[^1].Process!.Id);
    }

    [Fact]
    public void Rows_FewInTheRange_AreNotFolded()
    {
        _timeline.Build(1_000);

        Assert.DoesNotContain(Rows(0, 125, []), r => r.Group is not null);
    }

    [Fact]
    public void Storm_Failures_AreMarkedWhereTheyWere()
    {
        _timeline.Build(1_000);

        var failedAt = Rows(0, 800, [])[2].Group!.FailedAt;

        // It ended after 170 of 800 ms.
        Assert.Equal(17 * TimelineLayout.DensitySteps / 80, Assert.Single(failedAt.Index(), step => step.Item > 0).Index);
    }

    [Fact]
    public void Group_Failures_AreMarkedToo()
    {
        _timeline.Build(1_000, grouping: TimelineGrouping.Comm);

        var groups = _timeline.Rows(0, 800).Select(r => r.Group!).ToDictionary(g => g.Name);

        Assert.Equal(1, groups["true"].FailedAt.Sum());
        Assert.Equal(0, groups["cat"].FailedAt.Sum());
    }

    [Fact]
    public void StormsOf_AMember_IsTheKeyThatOpensIt()
    {
        var index = _timeline.Build(1_000);
        var layout = TimelineLayout.Of(index, TimelineBuilder.At(0), TimelineBuilder.At(1_000), withQuiet: true, stormSize: Size);
        var member = Enumerable.Range(0, index.Count).Single(i => index.Lives[i].Id == _storm[2]);
        var shell = Enumerable.Range(0, index.Count).Single(i => index.Lives[i].Id == _shell);

        Assert.Null(layout.RowOf(member));
        Assert.Equal(Rows()[2].Group!.Key, Assert.Single(layout.StormsOf(member)));
        Assert.Empty(layout.StormsOf(shell));
    }

    private static string Name(TimelineRow row) => row.Group is { } group ? $"× {group.Count} {group.Name}" : row.Process!.Comm;

    private IReadOnlyList<TimelineRow> Rows(params string[] open) => Rows(0, 1_000, open);

    private IReadOnlyList<TimelineRow> Rows(double fromMs, double toMs, string[] open)
    {
        var groups = open.ToHashSet();
        var layout = TimelineLayout.Of(_timeline.Index, TimelineBuilder.At(fromMs), TimelineBuilder.At(toMs), withQuiet: true, groups, Size);
        return _timeline.Store.Read(view => TimelinePage.Of(view.Processes, _timeline.Index, layout, 0, 1_000, groups)).Rows;
    }
}

using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class TimelineLayoutTests
{
    private readonly TimelineBuilder _timeline = new();

    [Fact]
    public void Rows_OfARange_AreThoseThatLivedInItUnderTheirParents()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var a = _timeline.Born(init, 10, 100);
        var early = _timeline.Born(a, 11, 110);
        _timeline.Ends(early, 150);
        var late = _timeline.Born(a, 12, 400);
        _timeline.Ends(late, 450);
        _timeline.Build(1_000);

        var rows = _timeline.Rows(300, 500);

        // a was idle in the range, and is shown because of its child.
        Assert.Equal([init, a, late], rows.Select(r => r.Process!.Id));
        Assert.Equal([1, 2, 3], rows.Select(r => r.Level));
        Assert.Equal([0, 1, 1], rows.Select(r => r.RowsToParent));
        Assert.Equal([init, a, early], _timeline.Rows(100, 200).Select(r => r.Process!.Id));
    }

    [Fact]
    public void Rows_ParentGoneBeforeTheRange_ChildStandsUnderTheNextOneAbove()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var parent = _timeline.Born(init, 10, 100);
        var child = _timeline.Born(parent, 11, 110);
        _timeline.Ends(parent, 120);
        _timeline.Ends(child, 500);
        _timeline.Build(1_000);

        var rows = _timeline.Rows(400, 600);

        Assert.Equal([init, child], rows.Select(r => r.Process!.Id));
        Assert.Equal((2, 1, 1), (rows[1].Level, rows[1].PosInSet, rows[1].SetSize));
    }

    [Fact]
    public void Rows_NothingHappenedToALife_IsQuietAndLeftOutUnlessAsked()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var sleeper = _timeline.Born(init, 10, 100);
        _timeline.Build(5_000);

        Assert.Empty(_timeline.Rows(2_000, 3_000));
        Assert.Equal(2, TimelineLayout.Of(_timeline.Index, TimelineBuilder.At(2_000), TimelineBuilder.At(3_000), withQuiet: false).Quiet);
        Assert.Equal([init, sleeper], _timeline.Rows(2_000, 3_000, withQuiet: true).Select(r => r.Process!.Id));
    }

    [Fact]
    public void Rows_ExecInTheRange_IsNotQuiet()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var child = _timeline.Born(init, 10, 100);
        _timeline.Story.NowNs = TimelineBuilder.At(2_500);
        _timeline.Story.Exec(child, "/bin/id");
        _timeline.Build(5_000);

        Assert.Equal([init, child], _timeline.Rows(2_000, 3_000).Select(r => r.Process!.Id));
    }

    [Fact]
    public void Rows_Filter_KeepsTheAncestorsOfWhatMatches()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var shell = _timeline.Born(init, 10, 100, "/bin/sh");
        var id = _timeline.Born(shell, 11, 110, "/bin/id");
        _timeline.Ends(id, 120);
        _timeline.Born(shell, 12, 130, "/bin/cat");
        var index = _timeline.Build(1_000, r => r.Comm == "id");

        var rows = _timeline.Rows(0, 1_000);

        Assert.Equal([init, shell, id], rows.Select(r => r.Process!.Id));
        Assert.Equal([false, false, true], rows.Select(r => r.Process!.IsMatch));
        Assert.Equal((1, 4), (index.Matched, index.Count));
    }

    [Fact]
    public void Rows_StoppedView_KnowsNothingOfWhatCameLater()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var child = _timeline.Born(init, 10, 100, "/bin/sh");
        _timeline.Story.NowNs = TimelineBuilder.At(500);
        _timeline.Story.Exec(child, "/bin/id");
        _timeline.Ends(child, 600, 1);
        _timeline.Born(init, 11, 700);
        _timeline.Build(400);

        var row = Assert.Single(_timeline.Rows(50, 400), r => r.Process!.Id.Pid != 1).Process!;

        Assert.Equal(("sh", 2), (row.Comm, row.Images.Count));
        Assert.Null(row.Exit);
        Assert.False(row.Failed);
        Assert.Equal(TimelineBuilder.At(400) - TimelineBuilder.At(100), row.LifetimeNs);
    }

    [Fact]
    public void Rows_Zoom_IsTheSubtreeAlone()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var a = _timeline.Born(init, 10, 100);
        var child = _timeline.Born(a, 11, 110);
        _timeline.Born(init, 12, 120);
        var index = _timeline.Build(1_000, zoom: a);

        Assert.Equal([a, child], _timeline.Rows(0, 1_000).Select(r => r.Process!.Id));
        Assert.Equal((TimelineBuilder.At(100), TimelineBuilder.At(1_000)), index.Extent());
    }

    [Fact]
    public void Rows_ByComm_AreGroupsWithCountsAndOpenOnesWithTheirProcesses()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        for (var i = 0; i < 3; i++)
        {
            var id = _timeline.Born(init, 10 + i, 100 + (i * 10), "/bin/cc1");
            _timeline.Ends(id, 105 + (i * 10), i == 2 ? 1 : 0);
        }

        var cat = _timeline.Born(init, 20, 300, "/bin/cat");
        _timeline.Build(1_000, grouping: TimelineGrouping.Comm);

        var rows = _timeline.Rows(50, 400, withQuiet: false, "cat");

        Assert.Equal(["cc1", "cat", null], rows.Select(r => r.Group?.Name));
        Assert.Equal((3, 1, 0, false), (rows[0].Group!.Count, rows[0].Group!.Failed, rows[0].Group!.Running, rows[0].Group!.Open));
        Assert.Equal(1, rows[0].Group!.MostAtOnce);
        Assert.Equal((cat, 2), (rows[2].Process!.Id, rows[2].Level));
    }

    [Fact]
    public void Build_LineageOfTwentyThousand_NeedsNoRecursion()
    {
        var parent = _timeline.Story.Snapshot(1, "init");
        for (var i = 0; i < 20_000; i++)
        {
            parent = _timeline.Born(parent, 100 + i, 100 + (i * 0.001));
        }

        Assert.Equal(20_001, _timeline.Build(1_000).Count);
        Assert.Equal(1_000, _timeline.Rows(0, 1_000).Count);
    }
}

using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class TimelineLayoutTests
{
    private readonly TimelineTale _tale = new();

    [Fact]
    public void Rows_OfARange_AreThoseThatLivedInItUnderTheirParents()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var a = _tale.Born(init, 10, 100);
        var early = _tale.Born(a, 11, 110);
        _tale.Ends(early, 150);
        var late = _tale.Born(a, 12, 400);
        _tale.Ends(late, 450);
        _tale.Build(1_000);

        var rows = _tale.Rows(300, 500);

        // a was idle in the range, and is shown because of its child.
        Assert.Equal([init, a, late], rows.Select(r => r.Process!.Id));
        Assert.Equal([1, 2, 3], rows.Select(r => r.Level));
        Assert.Equal([0, 1, 1], rows.Select(r => r.RowsToParent));
        Assert.Equal([init, a, early], _tale.Rows(100, 200).Select(r => r.Process!.Id));
    }

    [Fact]
    public void Rows_ParentGoneBeforeTheRange_ChildStandsUnderTheNextOneAbove()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var parent = _tale.Born(init, 10, 100);
        var child = _tale.Born(parent, 11, 110);
        _tale.Ends(parent, 120);
        _tale.Ends(child, 500);
        _tale.Build(1_000);

        var rows = _tale.Rows(400, 600);

        Assert.Equal([init, child], rows.Select(r => r.Process!.Id));
        Assert.Equal((2, 1, 1), (rows[1].Level, rows[1].PosInSet, rows[1].SetSize));
    }

    [Fact]
    public void Rows_NothingHappenedToALife_IsQuietAndLeftOutUnlessAsked()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var sleeper = _tale.Born(init, 10, 100);
        _tale.Build(5_000);

        Assert.Empty(_tale.Rows(2_000, 3_000));
        Assert.Equal(2, TimelineLayout.Of(_tale.Index, TimelineTale.At(2_000), TimelineTale.At(3_000), withQuiet: false).Quiet);
        Assert.Equal([init, sleeper], _tale.Rows(2_000, 3_000, withQuiet: true).Select(r => r.Process!.Id));
    }

    [Fact]
    public void Rows_ExecInTheRange_IsNotQuiet()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var child = _tale.Born(init, 10, 100);
        _tale.Story.NowNs = TimelineTale.At(2_500);
        _tale.Story.Exec(child, "/bin/id");
        _tale.Build(5_000);

        Assert.Equal([init, child], _tale.Rows(2_000, 3_000).Select(r => r.Process!.Id));
    }

    [Fact]
    public void Rows_Filter_KeepsTheAncestorsOfWhatMatches()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var shell = _tale.Born(init, 10, 100, "/bin/sh");
        var id = _tale.Born(shell, 11, 110, "/bin/id");
        _tale.Ends(id, 120);
        _tale.Born(shell, 12, 130, "/bin/cat");
        var index = _tale.Build(1_000, r => r.Comm == "id");

        var rows = _tale.Rows(0, 1_000);

        Assert.Equal([init, shell, id], rows.Select(r => r.Process!.Id));
        Assert.Equal([false, false, true], rows.Select(r => r.Process!.IsMatch));
        Assert.Equal((1, 4), (index.Matched, index.Count));
    }

    [Fact]
    public void Rows_StoppedView_KnowsNothingOfWhatCameLater()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var child = _tale.Born(init, 10, 100, "/bin/sh");
        _tale.Story.NowNs = TimelineTale.At(500);
        _tale.Story.Exec(child, "/bin/id");
        _tale.Ends(child, 600, 1);
        _tale.Born(init, 11, 700);
        _tale.Build(400);

        var row = Assert.Single(_tale.Rows(50, 400), r => r.Process!.Id.Pid != 1).Process!;

        Assert.Equal(("sh", 2), (row.Comm, row.Images.Count));
        Assert.Null(row.Exit);
        Assert.False(row.Failed);
        Assert.Equal(TimelineTale.At(400) - TimelineTale.At(100), row.LifetimeNs);
    }

    [Fact]
    public void Rows_Zoom_IsTheSubtreeAlone()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var a = _tale.Born(init, 10, 100);
        var child = _tale.Born(a, 11, 110);
        _tale.Born(init, 12, 120);
        var index = _tale.Build(1_000, zoom: a);

        Assert.Equal([a, child], _tale.Rows(0, 1_000).Select(r => r.Process!.Id));
        Assert.Equal((TimelineTale.At(100), TimelineTale.At(1_000)), index.Extent());
    }

    [Fact]
    public void Rows_ByComm_AreGroupsWithCountsAndOpenOnesWithTheirProcesses()
    {
        var init = _tale.Story.Snapshot(1, "init");
        for (var i = 0; i < 3; i++)
        {
            var id = _tale.Born(init, 10 + i, 100 + (i * 10), "/bin/cc1");
            _tale.Ends(id, 105 + (i * 10), i == 2 ? 1 : 0);
        }

        var cat = _tale.Born(init, 20, 300, "/bin/cat");
        _tale.Build(1_000, grouping: TimelineGrouping.Comm);

        var rows = _tale.Rows(50, 400, withQuiet: false, "cat");

        Assert.Equal(["cc1", "cat", null], rows.Select(r => r.Group?.Name));
        Assert.Equal((3, 1, 0, false), (rows[0].Group!.Count, rows[0].Group!.Failed, rows[0].Group!.Running, rows[0].Group!.Open));
        Assert.Equal(1, rows[0].Group!.Density.Max());
        Assert.Equal((cat, 2), (rows[2].Process!.Id, rows[2].Level));
    }

    [Fact]
    public void Build_LineageOfTwentyThousand_NeedsNoRecursion()
    {
        var parent = _tale.Story.Snapshot(1, "init");
        for (var i = 0; i < 20_000; i++)
        {
            parent = _tale.Born(parent, 100 + i, 100 + (i * 0.001));
        }

        Assert.Equal(20_001, _tale.Build(1_000).Count);
        Assert.Equal(1_000, _tale.Rows(0, 1_000).Count);
    }
}

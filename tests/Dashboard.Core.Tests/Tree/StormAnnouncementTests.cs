using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

public sealed class StormAnnouncementTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void Page_ManyOfOneNameUnderOneParent_IsAStormAlsoWhenCollapsed()
    {
        var shell = Storm(StormAnnouncement.MinProcesses);

        var storm = Page(new HashSet<ProcessId> { shell }).Storm;

        Assert.Equal((shell, "nop", StormAnnouncement.MinProcesses), (storm?.Parent.Id, storm?.Comm, storm?.Count));
        Assert.True(storm!.LastBootNs > storm.FirstBootNs);
    }

    [Fact]
    public void Page_OneFewer_IsNone()
    {
        Storm(StormAnnouncement.MinProcesses - 1);

        Assert.Null(Page([]).Storm);
    }

    [Fact]
    public void Page_StormThatEndedLongerAgo_IsNone()
    {
        Storm(StormAnnouncement.MinProcesses);
        _store.Apply(_story.Take());
        _story.NowNs += 31_000_000_000;

        Assert.Null(Page([], lingerNs: null).Storm);
    }

    /// <summary>As the overview counts it, also where its first rows have left the tree.</summary>
    [Fact]
    public void Page_StormThatBeganLongerAgo_IsCountedAsAWhole()
    {
        var shell = Storm(100);
        _story.NowNs += 40_000_000_000;
        for (var i = 0; i < StormAnnouncement.MinProcesses; i++)
        {
            var id = _story.Fork(shell, 2_000 + i);
            _story.Exec(id, "/bin/nop").Exit(id);
        }

        Assert.Equal(StormAnnouncement.MinProcesses + 100, Page([]).Storm?.Count);
        Assert.Equal(Core.Statistics.Recent.RecentFigures.WindowNs, StormAnnouncement.CountedNs);
    }

    [Fact]
    public void Page_StormThatTheFilterHides_IsNone()
    {
        Storm(StormAnnouncement.MinProcesses);

        Assert.Null(Page([], matches: "sh").Storm);
    }

    private ProcessId Storm(int count)
    {
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < count; i++)
        {
            var id = _story.Fork(shell, 1_000 + i);
            _story.Exec(id, "/bin/nop").Exit(id);
        }

        return shell;
    }

    private TreePage Page(HashSet<ProcessId> collapsed, long? lingerNs = 30_000_000_000, string? matches = null)
    {
        _store.Apply(_story.Take());
        return ProcessTree.Page(new QueryRun(_store, TimeProvider.System), new TreeQuery
        {
            NowBootNs = _story.NowNs,
            LingerNs = lingerNs,
            Collapsed = collapsed,
            Matches = matches is null ? null : r => r.Comm == matches,
            AnnouncesStorms = true,
        });
    }
}

using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

public sealed class SortedProcessesTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private readonly ProcessId _init;
    private readonly ProcessId _make;
    private readonly ProcessId _gcc;
    private readonly ProcessId _as;

    public SortedProcessesTests()
    {
        _init = _story.Snapshot(1, "init");
        _make = _story.Fork(_init, 10);
        _story.Exec(_make, "/usr/bin/make", "make", "-j2");
        _gcc = _story.Fork(_make, 30);
        _story.Exec(_gcc, "/usr/bin/gcc", "gcc", "-c", "a.c");
        _as = _story.Fork(_gcc, 20);
        _story.Exec(_as, "/usr/bin/as").Exit(_as, 1).Exit(_gcc, signal: 9);
    }

    [Theory]
    [InlineData(TreeSortKey.Comm, false, "20 30 1 10")]
    [InlineData(TreeSortKey.Comm, true, "10 1 30 20")]
    [InlineData(TreeSortKey.Pid, true, "30 20 10 1")]
    [InlineData(TreeSortKey.Started, false, "1 10 30 20")]
    [InlineData(TreeSortKey.Children, true, "1 10 30 20")]
    [InlineData(TreeSortKey.Lifetime, false, "20 30 10 1")]
    public void Page_Sorted_IsFlatInThatOrder(TreeSortKey key, bool descending, string expected)
    {
        var page = Page(new TreeSort(key, descending), new TreeQuery { NowBootNs = _story.NowNs });

        Assert.Equal(expected, string.Join(' ', page.Rows.Select(r => r.Id.Pid)));
        Assert.All(page.Rows, r => Assert.Equal((1, 4, false), (r.Level, r.SetSize, r.HasChildren)));
        Assert.Equal([1, 2, 3, 4], page.Rows.Select(r => r.PosInSet));
    }

    [Theory]
    [InlineData(false, "20 30 1 10")]
    [InlineData(true, "30 20 1 10")]
    public void Page_ByExit_RunningOnesComeLastInBothDirections(bool descending, string expected)
        => Assert.Equal(expected, string.Join(' ', Page(new TreeSort(TreeSortKey.Exit, descending), new TreeQuery { NowBootNs = _story.NowNs }).Rows.Select(r => r.Id.Pid)));

    [Fact]
    public void Page_Window_IsThatPartAndTheWholeIsCounted()
    {
        var page = Page(new TreeSort(TreeSortKey.Pid, false), new TreeQuery { NowBootNs = _story.NowNs, Offset = 1, Limit = 2 });

        Assert.Equal([10, 20], page.Rows.Select(r => r.Id.Pid));
        Assert.Equal((4, 4), (page.Total, page.Counts.Kept));
    }

    [Fact]
    public void Page_FilterAndSubtree_ListMatchesWithoutTheirAncestors()
    {
        var query = new TreeQuery { NowBootNs = _story.NowNs, Matches = r => r.Comm != "gcc", Zoom = _make };
        var page = Page(new TreeSort(TreeSortKey.Pid, false), query);

        Assert.Equal([10, 20], page.Rows.Select(r => r.Id.Pid));
        Assert.Equal((2, 1), (page.Matched, page.Hidden));
    }

    [Fact]
    public void Page_Command_IsTheBeginningOfTheArgumentsAndOnlyWhenAskedFor()
    {
        var longOne = _story.Fork(_init, 40);
        _story.Exec(longOne, "/bin/sh", "sh", "-c", new string('x', 5_000));
        var query = new TreeQuery { NowBootNs = _story.NowNs, WithCommands = true };

        var rows = Page(new TreeSort(TreeSortKey.Pid, false), query).Rows.ToDictionary(r => r.Id.Pid, r => r.Command!.Args);

        Assert.Equal(["make", "-j2"], rows[10]!);
        Assert.Equal(512, rows[40]!.Sum(a => a.Length + 1), 2.0);
        Assert.All(Page(new TreeSort(TreeSortKey.Pid, false), query with { WithCommands = false }).Rows, r => Assert.Null(r.Command));
    }

    [Fact]
    public void Page_OfThousands_IsSortedOnceAndReadByWindows()
    {
        for (var i = 0; i < 5_000; i++)
        {
            _story.Fork(_init, 1_000 + ((i * 7) % 5_000));
        }

        Apply();
        var query = new TreeQuery { NowBootNs = _story.NowNs };
        var sorted = SortedProcesses.Of(Run(), query, new TreeSort(TreeSortKey.Pid, true));
        var window = Run();

        var page = sorted.Page(window, query with { Offset = 2_000, Limit = 30 });

        Assert.Equal(Enumerable.Range(3_970, 30).Reverse(), page.Rows.Select(r => r.Id.Pid));
        Assert.Equal(0, window.Rows);
        Assert.Equal(2_000, sorted.IndexOf(page.Rows[0].Id));
    }

    private TreePage Page(TreeSort sort, TreeQuery query)
    {
        Apply();
        return SortedProcesses.Of(Run(), query, sort).Page(Run(), query);
    }

    private void Apply() => _store.Apply(_story.Take());

    private QueryRun Run() => new(_store, TimeProvider.System);
}

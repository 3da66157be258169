using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Tests.Filtering;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Querying;

public sealed class OtherFilterTests
{
    [Theory]
    [InlineData("postgres", "user:postgres 2, cwd:*postgres* 1")]
    [InlineData(" postgres ", "user:postgres 2, cwd:*postgres* 1")]
    [InlineData("/srv/postgres", "cwd:*/srv/postgres* 1")]
    [InlineData("db.slice", "cgroup:*db.slice* 1")]
    [InlineData("nothing", "")]
    [InlineData("", "")]
    [InlineData("comm:postgres", "")]
    [InlineData("-postgres", "")]
    [InlineData("postgres data", "")]
    [InlineData("\"postgres\"", "")]
    [InlineData("post*", "")]
    [InlineData("args:zebra", "args:*zebra* 1")]
    [InlineData("args:a.b", "args:*a.b* 1")]
    [InlineData("args:\"no such\"", "")]
    [InlineData("comm:tool args:zebra", "comm:tool args:*zebra* 1")]
    [InlineData("10589", "args:*10589* 1")]
    [InlineData("cwd:/srv/postgres/data/", "cwd:/srv/postgres/data 1")]
    [InlineData("cwd:/srv/postgres/data/*", "cwd:/srv/postgres/data 1")]
    [InlineData("cwd:/srv/postgres/", "cwd:/srv/postgres/* 1")]
    [InlineData("path:tool", "path:*/tool 1, comm:tool 1, path:*tool* 1")]
    [InlineData("comm:too", "comm:*too* 1")]
    [InlineData("-args:zebra", "")]
    public void Find_Filter_OffersTheFieldsThatHaveTheWord(string filter, string offered)
    {
        var story = new Story();
        Born(new() { User = "postgres" }, "/srv/postgres/data");
        Born(new() { User = "postgres" });
        Born(new() { User = "root", Cgroup = "/db.slice/a" });
        story.Exec(story.Fork(default, 9), "/opt/tool", "tool", "--x=zebra", "10589.log", "a.b.c");
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        store.Apply(story.Take());

        var found = OtherFilter.Find(new QueryRun(store, TimeProvider.System), Parse.Good(filter), story.NowNs);

        Assert.Equal(offered, string.Join(", ", found.Select(f => $"{f.Text} {f.Count}")));

        void Born(ProcessContext context, string cwd = "/")
        {
            var id = new ProcessId(100 + story.Events.Count, story.NowNs);
            story.Add(id, new ForkEvent { Context = context }).Add(id, new ChdirEvent { Cwd = cwd });
        }
    }
}

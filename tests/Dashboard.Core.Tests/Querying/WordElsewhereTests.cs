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

public sealed class WordElsewhereTests
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
    public void Find_Filter_OffersTheFieldsThatHaveTheWord(string filter, string offered)
    {
        var story = new Story();
        Born(new() { User = "postgres" }, "/srv/postgres/data");
        Born(new() { User = "postgres" });
        Born(new() { User = "root", Cgroup = "/db.slice/a" });
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        store.Apply(story.Take());

        var found = WordElsewhere.Find(new QueryRun(store, TimeProvider.System), Parse.Good(filter), story.NowNs);

        Assert.Equal(offered, string.Join(", ", found.Select(f => $"{f.Term} {f.Count}")));

        void Born(ProcessContext context, string cwd = "/")
        {
            var id = new ProcessId(100 + story.Events.Count, story.NowNs);
            story.Add(id, new ForkEvent { Context = context }).Add(id, new ChdirEvent { Cwd = cwd });
        }
    }
}

using Dashboard.Core.History;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Api;

public sealed class ErrnosApiTests
{
    [Fact]
    public async Task Errnos_All_LookupsApart()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var answer = await server.GetAsync("/api/v1/errnos");

        // Nine execs and three forks; each shell fails at /usr/bin/foo and continues with /bin/foo.
        Assert.Equal(12, answer.GetProperty("total").GetInt32());
        Assert.Equal(3, answer.GetProperty("failed").GetInt32());
        Assert.Equal(3, answer.GetProperty("lookups").GetInt32());
        var group = answer.GetProperty("groups")[0];
        Assert.Equal(
            ["errno", "number", "meaning", "syscall", "comm", "path", "count", "lookups", "first", "last", "example", "otherNames", "otherPaths"],
            group.EnumerateObject().Select(p => p.Name));
        Assert.Equal("/bin/foo", group.GetProperty("path").GetString());
        Assert.Equal(2, group.GetProperty("number").GetInt32());
        Assert.Equal(3, group.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Errnos_ByErrno_OneGroup()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var groups = (await server.GetAsync("/api/v1/errnos?by=errno")).GetProperty("groups");

        Assert.Equal(1, groups.GetArrayLength());
        Assert.Equal("No such file or directory", groups[0].GetProperty("meaning").GetString());
        Assert.Null(groups[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Errnos_Filter_CountsThatProcessOnly()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));

        var answer = await server.GetAsync(TestServer.Query("/api/v1/errnos", ("filter", $"under:{lives[2]}")));

        Assert.Equal(1, answer.GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Errnos_RangeOlderThanTheHistory_SaysWhereItBegins()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _), new CaptureLimits { Events = 5 });
        var oldest = server.Capture.Store.Read(view => view.Events[view.Events.FirstSeq]!.Time);

        var whole = await server.GetAsync("/api/v1/errnos");
        var range = await server.GetAsync("/api/v1/errnos?from=2000-01-01T00:00:00Z");

        Assert.Equal(3, whole.GetProperty("failed").GetInt32());
        Assert.Equal(oldest.ToString(), range.GetProperty("from").GetString());
    }

    [Theory]
    [InlineData("by=errno,user", "Errors cannot be grouped by \"user\"")]
    [InlineData("filter=comm", null)]
    [InlineData("filter=dur:fast", "")]
    [InlineData("from=then", "from is a time")]
    [InlineData("from=-1s&to=-1h", "from=-1s is later than to=-1h.")]
    public async Task Errnos_Input_IsChecked(string query, string? error)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await server.GetAsync($"/api/v1/errnos?{query}", error is null ? 200 : 400);

        if (error is not null)
        {
            Assert.Contains(error, answer.GetProperty("error").GetString());
        }
    }
}

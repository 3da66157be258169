using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Api;

public sealed class ProgramsApiTests
{
    [Fact]
    public async Task Programs_All_AddsUpEachProgram()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out var lives));

        var answer = await server.GetAsync("/api/v1/programs");

        Assert.Equal(["from", "to", "runs", "already", "failed", "others", "total", "programs", "argsIncomplete"], answer.EnumerateObject().Select(p => p.Name));
        var program = answer.GetProperty("programs").EnumerateArray().First();
        Assert.Equal(
            ["comm", "path", "runs", "already", "running", "exitKnown", "failed", "medianNs", "p95Ns", "sumNs", "cpuNs", "cpuKnown", "maxRssBytes", "last", "newest"],
            program.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("ls", "/bin/ls"), (program.GetProperty("comm").GetString(), program.GetProperty("path").GetString()));
        Assert.Equal((3, 1, 2), (program.GetProperty("runs").GetInt32(), program.GetProperty("running").GetInt32(), program.GetProperty("exitKnown").GetInt32()));
        Assert.Equal(lives[2].ToString(), program.GetProperty("newest").GetString());
        Assert.Equal(
            (await server.GetAsync("/api/v1/processes?filter=is:failed%20comm:ls")).GetProperty("total").GetInt32(), program.GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Programs_FilterSortAndLimit_GiveTheFirstOfTheirOrder()
    {
        var story = Stories.Many(3);
        var broken = story.Fork(Stories.Init, 900);
        story.Exec(broken, "/bin/false").Exit(broken, code: 1);
        await using var server = await TestServer.StartAsync(story);

        var answer = await server.GetAsync("/api/v1/programs?sort=failed&limit=1");
        Assert.Equal("false", Assert.Single(answer.GetProperty("programs").EnumerateArray()).GetProperty("comm").GetString());
        Assert.True(answer.GetProperty("total").GetInt32() > 1);

        Assert.Equal(1, (await server.GetAsync("/api/v1/programs?filter=comm:false")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("sort=age", "sort takes runs, failed, cpu, median, p95, sum or name.")]
    [InlineData("filter=errno:ENONET%20(", null)]
    [InlineData("from=yesterday", null)]
    [InlineData("by=comm", "This path takes filter, from, to, sort, limit.")]
    public async Task Programs_BadInput_IsOneSentence(string query, string? hint)
    {
        await using var server = await TestServer.StartAsync(Stories.Many(1));

        var body = await server.GetAsync($"/api/v1/programs?{query}", 400);

        Assert.NotEmpty(body.GetProperty("error").GetString()!);
        if (hint is not null)
        {
            Assert.Equal(hint, body.GetProperty("hint").GetString());
        }
    }
}

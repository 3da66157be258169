using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The program as a user who may not trace.</summary>
public sealed partial class UnprivilegedTests
{
    private static readonly string[] AsNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    [Fact]
    public async Task Events_WithoutPrivileges_SaysWhyInOneSentence()
    {
        Kernel.Require();
        await using var program = await Start("events");
        Assert.Equal(1, await program.Ended());
        Assert.Empty(program.Output);
        var line = Assert.Single(program.Errors);
        Assert.Matches("root|CAP_BPF", line);
    }

    [Fact]
    public async Task Doctor_WithoutPrivileges_NamesEachMissingThing()
    {
        Kernel.Require();
        await using var program = await Start("doctor", "--json");
        Assert.Equal(1, await program.Ended());
        var checks = JsonDocument.Parse(string.Join("\n", program.Output)).RootElement.GetProperty("checks").EnumerateArray().ToList();
        var failed = checks.Where(c => c.GetProperty("state").GetString() == "fail").ToList();
        Assert.NotEmpty(failed);
        Assert.All(failed, c => Assert.NotEmpty(c.GetProperty("fix").GetString()!));
        Assert.All(failed, c => Assert.NotEmpty(c.GetProperty("cause").GetString()!));
    }

    [Fact]
    public async Task Doctor_AsRoot_FindsNothingMissing()
    {
        Kernel.Require();
        await using var program = Child.Start(Repository.Program, "doctor");
        Assert.Equal(0, await program.Ended());
    }

    [Fact]
    public async Task Serve_WithoutPrivileges_ShowsTheDemoRecordingAndTheFix()
    {
        Kernel.Require();
        await using var program = await Start("serve", "--urls", "http://127.0.0.1:0", "--token", "t");
        var address = await Eventually.Get(
            () => Task.FromResult(program.Output.Select(l => Address().Match(l)).FirstOrDefault(m => m.Success)), "an address");
        using var http = new HttpClient { BaseAddress = new Uri(address.Groups[1].Value) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "t");

        var status = JsonDocument.Parse(await http.GetStringAsync("/api/v1/status")).RootElement;
        Assert.Equal("replay", status.GetProperty("source").GetString());
        var processes = JsonDocument.Parse(await http.GetStringAsync("/api/v1/processes")).RootElement;
        Assert.True(processes.GetProperty("total").GetInt32() > 0);
        Assert.Contains(program.Output.Concat(program.Errors), l => l.Contains("root") || l.Contains("CAP_BPF"));
    }

    /// <summary>The program where nobody can reach it: a checkout may lie in a folder that is root's alone.</summary>
    private static readonly Lazy<Task<string>> ReachableProgram = new(async () =>
    {
        await using var probe = Child.Start("setpriv", [.. AsNobody, "test", "-x", Repository.Program]);
        if (await probe.Ended() == 0)
        {
            return Repository.Program;
        }

        var copy = Directory.CreateTempSubdirectory("dashboard-for-nobody-").FullName;
        await Child.Run("cp", "-a", Path.GetDirectoryName(Repository.Program)!, copy);
        await Child.Run("chmod", "-R", "a+rX", copy);
        return Path.Combine(copy, "dashboard", "dashboard");
    });

    private static async Task<Child> Start(params string[] arguments)
        => Child.Start("setpriv", [.. AsNobody, await ReachableProgram.Value, .. arguments], new() { ["HOME"] = "/tmp" });

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)/login\?t=")]
    private static partial Regex Address();
}

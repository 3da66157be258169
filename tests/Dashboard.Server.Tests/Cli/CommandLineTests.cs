using System.Text.Json;
using Dashboard.Server.Cli;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Cli;

/// <summary>Runs the built program as a user does.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("no command or option \"trace\"", "trace")]
    [InlineData("no command or option \"--port\"", "--port", "80")]
    [InlineData("no command or option \"events\"", "--token", "sixteen-letters!", "events")]
    [InlineData("--urls takes addresses", "serve", "--urls", "localhost")]
    [InlineData("--urls takes addresses", "--urls", "ftp://localhost:1")]
    [InlineData("--token takes 16 to 512 visible ASCII", "--token", "sixteen letters!")]
    [InlineData("--token takes 16 to 512 visible ASCII", "--token", "fifteen-letters")]
    [InlineData("--token and --token-file both give a token", "--token", "sixteen-letters!", "--token-file", "/dev/null")]
    [InlineData("The token file /dev/null cannot be used", "--token-file", "/dev/null")]
    [InlineData("--data takes a path", "--data", "")]
    [InlineData("--token-file takes a path", "--token-file", "")]
    [InlineData("--access-log takes a path", "open", "/dev/null", "--access-log", "")]
    [InlineData("--allow-insecure-http", "--urls", "http://0.0.0.0:0")]
    [InlineData("--allow-insecure-http", "open", "/dev/null", "--urls", "http://*:0")]
    [InlineData("--allow-insecure-http", "--urls", "http://127.0.0.1:0;http://box.lan:0")]
    [InlineData("--ring-size takes a power of two", "serve", "--ring-size", "100000")]
    [InlineData("--memory takes a size of at least 32MB", "serve", "--memory", "31MB")]
    [InlineData("--memory takes a size of at least 32MB", "run", "--memory", "-1", "--", "true")]
    [InlineData("--memory takes no more than the ", "serve", "--memory", "99999999999999999999G")]
    [InlineData("--memory takes a size of at least 32MB", "open", "/dev/null", "--memory", "much")]
    [InlineData("--memory takes no more than the ", "--memory", "9999999999G")]
    [InlineData("position 6: unknown errno ENONET, did you mean ENOENT?", "events", "--filter", "errno:ENONET")]
    [InlineData("--format takes ndjson, text, bpftrace", "events", "--format", "xml")]
    [InlineData("--duration takes a time with its unit", "events", "--duration", "10")]
    [InlineData("--duration takes a time with its unit", "events", "--duration", "0s")]
    [InlineData("--redact takes off, default, strict, not \"some\"", "serve", "--redact", "some")]
    [InlineData("--redact takes default, strict, not \"off\"", "redact", "a", "b", "--redact", "off")]
    [InlineData("--redact off redacts nothing", "run", "--redact", "off", "--redact-rules", "/dev/null", "--", "true")]
    [InlineData("--redact-rules takes a path", "open", "/dev/null", "--redact-rules", "")]
    [InlineData("FILE", "open")]
    [InlineData("COMMAND", "run")]
    [InlineData("run has no option --port", "run", "--port", "5000", "--", "true")]
    [InlineData("run has no option --port", "run", "--port", "5000", "true")]
    [InlineData("--only-under takes the pid of a process that runs", "serve", "--only-under", "999999999")]
    [InlineData("--only-cgroup takes a path of the unified hierarchy", "events", "--only-cgroup", "/no/such/cgroup")]
    [InlineData("--only-uid takes a number or the name of a user", "events", "--only-uid", "no-such-user")]
    [InlineData("--only-comm takes a name of 1 to 15 bytes", "run", "--only-comm", "a-name-of-16-byte", "--", "true")]
    [InlineData("a recording has none", "events", "--replay", "/dev/null", "--only-failures")]
    [InlineData("--environment shows running processes, and a recording has none", "serve", "--environment", "--data", "off", "--replay", "/dev/null")]
    public async Task Run_WrongUsage_Status2AndOneSentence(string sentence, params string[] args)
    {
        var (status, output, errors) = await DashboardProgram.RunAsync(args);

        Assert.Equal(ExitStatuses.WrongUsage, status);
        Assert.Empty(output);
        Assert.Contains(sentence, errors);
        AssertOneSentence(errors);
    }

    [Theory]
    [InlineData("There is no file", "events", "--replay", "/no/such/file")]
    [InlineData("There is no file", "open", "/no/such/file")]
    [InlineData("is a directory", "serve", "--data", "off", "--replay", "/")]
    [InlineData("is a device", "events", "--replay", "/dev/null")]
    [InlineData("has no address of", "serve", "--urls", "http://203.0.113.9:0", "--allow-insecure-http", "--data", "off", "--replay", "RECORDING")]
    [InlineData("cannot be used", "serve", "--urls", "http://127.0.0.1:0", "--data", "/proc/nowhere", "--replay", "RECORDING")]
    [InlineData("The access log /proc/nowhere cannot be written", "serve", "--access-log", "/proc/nowhere", "--replay", "RECORDING")]
    [InlineData("The token file /no/such/file cannot be read", "serve", "--token-file", "/no/such/file", "--replay", "RECORDING")]
    [InlineData("There is no token in /no/such/place/token", "token", "--data", "/no/such/place")]
    [InlineData("There is no token in /no/such/place/token", "token", "rotate", "--data", "/no/such/place")]
    public async Task Run_CannotDoItsJob_Status1AndOneSentence(string sentence, params string[] args)
    {
        using var recording = new RecordingFile(Stories.Many(1).Events);

        var (status, _, errors) = await DashboardProgram.RunAsync([.. args.Select(a => a == "RECORDING" ? recording.Path : a)]);

        Assert.True(status == ExitStatuses.Failed, $"{status} {errors}");
        Assert.Contains(sentence, errors);
        AssertOneSentence(errors);
    }

    /// <summary>Kestrel would listen on its own configured addresses, without the check for --allow-insecure-http.</summary>
    [Theory]
    [InlineData("Kestrel__Endpoints__Open__Url")]
    [InlineData("ASPNETCORE_Kestrel__Endpoints__Open__Url")]
    public async Task Serve_EndpointsOfTheEnvironment_Status2AndOneSentence(string variable)
    {
        using var recording = new RecordingFile(Stories.Many(1).Events);

        var (status, output, errors) = await DashboardProgram.RunWithAsync(
            [(variable, "http://0.0.0.0:0")], "serve", "--data", "off", "--urls", "http://127.0.0.1:0", "--replay", recording.Path);

        Assert.Equal((ExitStatuses.WrongUsage, ""), (status, output));
        Assert.Contains("listens on --urls only", errors);
        AssertOneSentence(errors);
    }

    [Fact]
    public async Task Help_Status0_NamesTheVerbs()
    {
        var (status, output, _) = await DashboardProgram.RunAsync("--help");

        Assert.Equal(ExitStatuses.Done, status);
        Assert.All((string[])["serve", "events", "open", "doctor"], verb => Assert.Contains(verb, output));
    }

    [Fact]
    public async Task Doctor_Json_SaysWhetherThisMachineCanBeTraced()
    {
        var (status, output, errors) = await DashboardProgram.RunAsync("doctor", "--json");

        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(answer.GetProperty("canTrace").GetBoolean() ? ExitStatuses.Done : ExitStatuses.Failed, status);
        Assert.Empty(errors);
        foreach (var check in answer.GetProperty("checks").EnumerateArray())
        {
            Assert.NotEmpty(check.GetProperty("cause").GetString()!);
            Assert.True(check.GetProperty("state").GetString() != "fail" || check.GetProperty("fix").GetString() is not null);
        }
    }

    [Fact]
    public async Task Events_ReplayNdjson_PrintsWhatWasRecorded()
    {
        using var recording = new RecordingFile(Stories.ThreeLives(out _).Events, compressed: true);

        var (status, output, errors) = await DashboardProgram.RunAsync("events", "--replay", recording.Path);

        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Stories.ThreeLives(out _).Events.Count(e => e.IsPublished), lines.Length);
        Assert.StartsWith("""{"kind":"fork","how":"fork","flags":[]""", lines[0]);
    }

    [Fact]
    public async Task Events_ReplayBpftraceWithFilter_PrintsTheTutorialsLines()
    {
        using var recording = new RecordingFile(Stories.ThreeLives(out _).Events);

        var (status, output, _) = await DashboardProgram.RunAsync(
            "events", "--replay", recording.Path, "--format", "bpftrace", "--filter", "kind:exec");

        Assert.Equal(ExitStatuses.Done, status);
        Assert.Equal(
            """
            ENTER pid: 4312 -- comm:init -- /usr/bin/foo
            EXIT pid: 4312 -- ret: -2 --comm init
            EXIT pid: 4312 -- ret: -2 --comm init
            EXIT pid: 4312 -- ret: 0 --comm ls

            """,
            string.Concat(output.Split('\n').Take(4).Select(line => line + "\n")));
    }

    [Fact]
    public async Task Events_ReaderHangsUp_EndsWell()
    {
        using var recording = new RecordingFile(Stories.Many(20_000).Events);
        using var program = DashboardProgram.Start("events", "--replay", recording.Path);
        await program.ReadLineAsync();

        program.Output.Close();
        var (status, errors) = await program.EndAsync();

        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
    }

    [Fact]
    public async Task Events_BadLines_AreNamedAndSkipped()
    {
        using var recording = new RecordingFile(Stories.Many(1).Events);
        await File.AppendAllTextAsync(recording.Path, "rubbish\n");

        var (status, output, errors) = await DashboardProgram.RunAsync("events", "--replay", recording.Path);

        Assert.Equal(ExitStatuses.Done, status);
        Assert.Contains("Line 5 of the recording was skipped", errors);
        Assert.Contains("\"cause\":\"unreadable line\"", output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Serve_Signal_EndsWell(string signal)
    {
        using var recording = new RecordingFile(Stories.ThreeLives(out _).Events);
        using var program = DashboardProgram.StartWith(
            [("DASHBOARD_TOKEN", "a+b&c-of-sixteen")], "--replay", recording.Path, "--urls", "http://127.0.0.1:0", "--data", "off");
        var line = await program.ReadLineAsync();

        Assert.StartsWith("Dashboard: http://127.0.0.1:", line);
        Assert.EndsWith("/login?t=a%2Bb%26c-of-sixteen", line);
        using var client = new HttpClient();
        using var page = await client.GetAsync(line["Dashboard: ".Length..]);
        Assert.Equal(200, (int)page.StatusCode);
        Assert.Contains("blazor.web", await page.Content.ReadAsStringAsync());

        program.Signal(signal);
        var (status, errors) = await program.EndAsync();
        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
    }

    [Fact]
    public async Task Serve_PortTaken_SaysSo()
    {
        await using var other = await TestServer.StartAsync();
        using var recording = new RecordingFile(Stories.Many(1).Events);

        var (status, _, errors) = await DashboardProgram.RunAsync("open", recording.Path, "--urls", other.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(ExitStatuses.Failed, status);
        Assert.Contains("Something listens on", errors);
        AssertOneSentence(errors);
    }

    private static void AssertOneSentence(string errors)
    {
        Assert.StartsWith("dashboard: ", errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", errors);
    }
}

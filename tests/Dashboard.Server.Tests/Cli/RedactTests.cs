using System.IO.Compression;
using Dashboard.Core.Events;
using Dashboard.Tests.Shared;
using Dashboard.Tests.Shared.Secrets;

namespace Dashboard.Server.Tests.Cli;

/// <summary>dashboard redact, --redact and --redact-rules, by the built program.</summary>
public sealed class RedactTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-redact-");
    private readonly RecordingFile _recording = new(Story().Take());

    private string Out => Path.Combine(_folder.FullName, "out.ndjson");

    public void Dispose()
    {
        _recording.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Redact_Recording_HasNoSecretAndAllElse()
    {
        var (status, output, errors) = await DashboardProgram.RunAsync("redact", _recording.Path, Out);

        Assert.Equal((0, ""), (status, errors));
        Assert.Matches(@"^[\d,]+ events, \d+ with secrets that were redacted \(.*url-password.*\)\.\n$", output);
        var before = await File.ReadAllTextAsync(_recording.Path, TestContext.Current.CancellationToken);
        var after = await File.ReadAllTextAsync(Out, TestContext.Current.CancellationToken);
        Assert.All(LabelledLine.Long, secret => Assert.Contains(secret, before));
        Assert.All(LabelledLine.Long, secret => Assert.DoesNotContain(secret, after));
        Assert.Equal(before.Count(c => c == '\n') + 1, after.Count(c => c == '\n'));
        Assert.StartsWith("{\"recording\":{", after);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Out) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        // What was redacted has nothing left to redact, and is read like any other.
        var again = Path.Combine(_folder.FullName, "again.ndjson.gz");
        Assert.Equal(0, (await DashboardProgram.RunAsync("redact", Out, again)).Status);
        await using var packed = new GZipStream(File.OpenRead(again), CompressionMode.Decompress);
        Assert.Equal(after, await new StreamReader(packed).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Redact_ExistingFile_IsNotOverwritten()
    {
        await File.WriteAllTextAsync(Out, "mine", TestContext.Current.CancellationToken);

        var (status, _, errors) = await DashboardProgram.RunAsync("redact", _recording.Path, Out);

        Assert.Equal((2, $"dashboard: {Out} exists: name a file that does not, so that nothing is overwritten.\n"), (status, errors));
        Assert.Equal("mine", await File.ReadAllTextAsync(Out, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Redact_NoRecording_SaysSo()
    {
        var (status, _, errors) = await DashboardProgram.RunAsync("redact", "/no/such/file", Out);

        Assert.Equal((1, "dashboard: There is no file /no/such/file: check the path.\n"), (status, errors));
        Assert.False(File.Exists(Out));
    }

    [Fact]
    public async Task Events_OfARecording_AreRedactedUnlessOff()
    {
        var redacted = await DashboardProgram.RunAsync("events", "--replay", _recording.Path, "--filter", "is:redacted");
        var off = await DashboardProgram.RunAsync("events", "--replay", _recording.Path, "--redact", "off");

        Assert.All(LabelledLine.Long, secret => Assert.DoesNotContain(secret, redacted.Output));
        Assert.All(LabelledLine.Long, secret => Assert.Contains(secret, off.Output));
        Assert.Contains("\"redacted\":[", redacted.Output);
        Assert.DoesNotContain("\"redacted\":[", off.Output);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("events")]
    [InlineData("redact")]
    public async Task Help_TheDefaultIsWhatAUserTypes(string verb)
        => Assert.Contains("[default: default]", (await DashboardProgram.RunAsync(verb, "--help")).Output);

    [Fact]
    public async Task RedactRules_OwnRules_AreUsedAndBadOnesNamed()
    {
        var rules = Path.Combine(_folder.FullName, "rules");
        await File.WriteAllTextAsync(rules, "shape of-gcc -fstack-protector-strong\n", TestContext.Current.CancellationToken);
        Assert.Contains("\"redacted\":[\"of-gcc\"]", (await DashboardProgram.RunAsync("events", "--replay", _recording.Path, "--redact-rules", rules)).Output);

        await File.WriteAllTextAsync(rules, "\nwords x\n", TestContext.Current.CancellationToken);
        var (status, _, errors) = await DashboardProgram.RunAsync("events", "--replay", _recording.Path, "--redact-rules", rules);
        Assert.Equal((2, $"dashboard: The rules in {rules} cannot be used, line 2: \"words\" is no kind of rule: begin it with word, shape or keep.\n"), (status, errors));
        Assert.StartsWith("dashboard: The rules in /no/rules cannot be read: ", (await DashboardProgram.RunAsync("events", "--redact-rules", "/no/rules")).Errors);
    }

    internal static Story Story()
    {
        var story = new Story();
        var shell = story.Snapshot(10, "bash");
        var pid = 100;
        foreach (var line in LabelledLine.All)
        {
            var id = story.Fork(shell, pid++);
            story.Add(id, new ExecExitEvent { Syscall = "execve", Path = "/bin/app", Args = line.Args, ArgCount = line.Args.Count, DurationNs = 1 }).Exit(id).Reap(id);
        }

        return story;
    }
}

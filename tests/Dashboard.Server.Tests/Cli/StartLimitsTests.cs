using System.Diagnostics;
using Dashboard.Server.Cli;
using Dashboard.Server.Hosting;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Cli;

/// <summary>A process whose limits are too low.</summary>
public sealed class StartLimitsTests
{
    private const string Recording = "RECORDING";

    [Theory]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(511)]
    public async Task LowLimit_OfOpenFiles_IsOneSentence(int limit)
    {
        var (status, output, errors) = await RunAsync(limit, mayRaise: false, "events", "--replay", Recording);

        Assert.Equal((ExitStatuses.Failed, ""), (status, output));
        Assert.Equal(
            $"dashboard: This process may open only {limit} files, and it needs {StartLimits.MinOpenFiles}: raise the limit, for example with "
            + "ulimit -n 4096 in the shell that starts it, as a user who may.\n",
            errors);
    }

    /// <summary>Below 1 GiB the runtime does not start, and prints its own error.</summary>
    [Theory]
    [InlineData(1_500)]
    [InlineData(3_071)]
    public async Task LowLimit_OfAddressSpace_IsOneSentence(int mebibytes)
    {
        var (status, output, errors) = await RunAsync($"-v {1_024 * mebibytes}", mayRaise: false, "events", "--replay", Recording);

        Assert.Equal((ExitStatuses.Failed, ""), (status, output));
        Assert.Equal(
            $"dashboard: This process may have only {mebibytes} MiB of address space, and it needs {StartLimits.MinAddressSpace >> 20}: raise the limit, for "
            + "example with ulimit -v unlimited in the shell that starts it, as a user who may; to limit memory use a cgroup.\n",
            errors);
    }

    [Fact]
    public async Task LowLimit_OfAddressSpace_IsNamedByTheDoctor()
    {
        var (_, output, _) = await RunAsync($"-v {3_000 * 1_024}", mayRaise: false, "doctor");

        Assert.Matches($@"fail +Address space +This process may have 3000 MiB of address space; the server needs {StartLimits.MinAddressSpace >> 20} and", output);
    }

    [Theory]
    [InlineData("-v 3145728", false)]
    [InlineData("-S -v 1536000", false)]
    [InlineData("-v 1536000", true)]
    public async Task LimitOfAddressSpace_ThatIsEnoughOrMayBeRaised_IsNoMatter(string limit, bool mayRaise)
    {
        Assert.SkipWhen(mayRaise && !MayRaise(), "this user may not raise a limit");

        var (status, output, errors) = await RunAsync(limit, mayRaise, "events", "--replay", Recording);

        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
        Assert.NotEmpty(output);
    }

    [Fact]
    public async Task LowLimit_OfOpenFiles_IsNamedByTheDoctor()
    {
        var (_, output, _) = await RunAsync(256, mayRaise: false, "doctor");

        Assert.Matches(@"fail +Open files +This process may open 256 files; the server needs 512", output);
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(100, true)]
    public async Task Limit_ThatIsEnoughOrMayBeRaised_IsNoMatter(int limit, bool mayRaise)
    {
        Assert.SkipWhen(mayRaise && !MayRaise(), "this user may not raise a limit");

        var (status, output, errors) = await RunAsync(limit, mayRaise, "events", "--replay", Recording);

        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
        Assert.NotEmpty(output);
    }

    /// <summary>True with CAP_SYS_RESOURCE, which root in a container may lack.</summary>
    private static bool MayRaise()
    {
        using var shell = Process.Start("bash", ["-c", "ulimit -n 100; ulimit -n 4096 2> /dev/null"]);
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }

    private static Task<(int Status, string Output, string Errors)> RunAsync(int files, bool mayRaise, params string[] args)
        => RunAsync($"-n {files}", mayRaise, args);

    private static async Task<(int Status, string Output, string Errors)> RunAsync(string limit, bool mayRaise, params string[] args)
    {
        using var recording = new RecordingFile(Stories.Many(10).Events);
        var program = Path.Combine(AppContext.BaseDirectory, "dashboard");
        // Drops CAP_SYS_RESOURCE, with which root could raise its limit.
        var drop = Environment.IsPrivilegedProcess && !mayRaise ? "setpriv --bounding-set -sys_resource --inh-caps -sys_resource" : "";
        var command = $"ulimit {limit}; exec {drop} {program} {string.Join(' ', args.Select(a => a == Recording ? recording.Path : a))}";
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output, await errors);
    }
}

using System.Text;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Tests.Cli;

/// <summary>Text chosen by processes is escaped on a terminal; script(1) of util-linux provides one.</summary>
public sealed class TerminalTests
{
    private const string Path = "/tmp/\e[2J\e]0;x\a\nEXIT pid: 1 -- ret: 0 --comm init\r\u009b31m\u202e\u200b\U000E0061\uFE0F";

    private static readonly ProcessId Id = new(4312, 1_000_000_000);

    private static readonly LifecycleEvent[] Events =
    [
        At(new ExecEnterEvent { Syscall = "exec\e[1mve", Path = Path, Comm = "a\nb\e[31m" }),
        At(new ExecEnterEvent { Syscall = "execve", Path = Path, Comm = "a\nb\e[31m" }),
        At(new ExecExitEvent { Syscall = "execve", Path = Path, Args = [Path, "\e[5m"], Comm = "\u202ec" }),
        At(new LostEvent { Count = 1, Cause = "ring\e[31m\nfull" }),
    ];

    [Theory]
    [InlineData("bpftrace")]
    [InlineData("text")]
    [InlineData("ndjson")]
    public async Task Events_OnATerminal_HaveNoControlAndNoInvisibleCharacter(string format)
    {
        var output = await OnTerminalAsync("--format", format);

        Assert.DoesNotContain(output.EnumerateRunes(), r => r.Value != '\n' && HiddenCharacters.Contains(r));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(format == "bpftrace" ? 2 : 4, lines.Length);
        Assert.DoesNotContain(lines, line => line.StartsWith("EXIT pid: 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_NdjsonOnATerminal_IsTheSameJson()
    {
        var lines = (await OnTerminalAsync("--format", "ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Path, JsonDocument.Parse(lines[1]).RootElement.GetProperty("path").GetString());
        Assert.Contains("\\udb40\\udc61", lines[1].ToLowerInvariant());
    }

    [Theory]
    [InlineData("bpftrace")]
    [InlineData("ndjson")]
    public async Task Events_RawOnATerminal_AreByteForByte(string format)
        => Assert.Contains("\u202e", await OnTerminalAsync("--format", format, "--raw"));

    [Fact]
    public async Task Events_BpftraceIntoAPipe_AreByteForByte()
    {
        using var recording = new RecordingFile(Events);

        var (_, output, _) = await DashboardProgram.RunAsync("events", "--replay", recording.Path, "--format", "bpftrace");

        Assert.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes($" -- {Path}\n")), output);
    }

    private static LifecycleEvent At(LifecycleEvent e) => e with
    {
        Process = e is LostEvent ? default : Id,
        Tid = Id.Pid,
        BootNs = 2_000_000_000,
        Time = new Timestamp(1_790_000_002_000_000_000),
    };

    /// <summary>The bytes written to the terminal, with the program's own line breaks.</summary>
    private static async Task<string> OnTerminalAsync(params string[] args)
    {
        using var recording = new RecordingFile(Events);
        var program = System.IO.Path.Combine(AppContext.BaseDirectory, "dashboard");
        using var terminal = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "script", ["-qec", $"stty -opost; exec {program} events --replay {recording.Path} {string.Join(' ', args)}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["TERM"] = "dumb" },
        })!;
        var output = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(terminal.ExitCode == 0, output);
        return output;
    }
}

using System.Diagnostics;
using Xunit;

namespace Dashboard.Tests.Shared.Signals;

/// <summary>In each project whose tests start programs.</summary>
public sealed class DefaultSignalsTests
{
    private static readonly string ThisClass = typeof(DefaultSignalsTests).FullName!;

    [Fact]
    public void Child_OfATest_IgnoresNoSignalThatEndsIt()
    {
        using var child = Start("/bin/cat", "/proc/self/status");

        Assert.Empty(DefaultSignals.IgnoredBy(child.StandardOutput.ReadToEnd()));
    }

    [Fact]
    public async Task Suite_StartedWithItsSignalsIgnored_StartsChildrenThatDoNotIgnoreThem()
    {
        // This program once more, as `make test &` in a script starts it, and of it the test above.
        using var suite = Start(
            "/bin/sh", "-c", "trap '' HUP INT QUIT TERM; exec \"$@\"", "sh", Environment.ProcessPath!,
            "-method", $"{ThisClass}.{nameof(Child_OfATest_IgnoresNoSignalThatEndsIt)}");
        var output = await suite.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await suite.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(suite.ExitCode == 0, output);
    }

    private static Process Start(string program, params string[] arguments)
        => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
}

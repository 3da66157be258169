using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Ui.Overview;
using Xunit;

namespace Dashboard.Ui.Tests.Overview;

public sealed class OverviewOfARecordingTests : Screen
{
    public OverviewOfARecordingTests() => Notice = new CaptureNotice("No privileges.", "Run as root.");

    /// <summary>What failed when the recording was made need not fail now.</summary>
    [Fact]
    public void Overview_RecordingOfAProgramThatKeptFailing_SaysSoOfThen()
    {
        var shell = Shell();
        for (var i = 0; i < 5; i++)
        {
            var job = Story.Fork(shell, 300 + i);
            Story.Exec(job, "/opt/job").Exit(job, 1);
            Story.NowNs += 3_000_000_000;
        }

        Happen();
        var page = Render<OverviewScreen>();

        Assert.StartsWith("1 program failed repeatedly: job. 5 processes ended in this recording", page.Find("[data-testid=verdict]").TextContent);
        Assert.Equal("Failures", page.Find("[data-testid=failing] h2").TextContent);
    }

    [Fact]
    public void Overview_Recording_IsOfTheWholeRecording()
    {
        var job = Story.Fork(Shell(), 300);
        Story.Exec(job, "/opt/job").Exit(job, 1);
        Story.NowNs += 3_600_000_000_000;
        Story.Fork(new ProcessId(200, 200_000), 301);
        Happen();
        var page = Render<OverviewScreen>();

        Assert.Equal("1 program failed in this recording. 1 process ended in this recording, 1 of them failed.", page.Find("[data-testid=verdict]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=usage]"));
        Assert.Equal("Failures", page.Find("[data-testid=failing] h2").TextContent);
        Assert.DoesNotContain("from=", page.Find("[data-testid=all-programs]").GetAttribute("href"));
    }
}

using Bunit;
using Dashboard.Ui.Shared.Shell;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

/// <summary>Each page reports a recording that is still being read or is damaged.</summary>
public sealed class RecordingBannerTests : Screen
{
    public RecordingBannerTests() => Notice = new("Tracing needs CAP_BPF.", "Run it as root.");

    [Fact]
    public void Banner_BadLines_AreCountedAndTheFirstAreNamed()
    {
        Source = status => status with
        {
            Ended = true,
            Progress = 1,
            Lost = new Dictionary<string, long> { ["unreadable line"] = 1234 },
            Problems = ["Line 5 of the recording was skipped: its comm is null.", "Line 9 of the recording was skipped: <b>."],
        };

        var banner = Render<RecordingBanner>().Find("[data-testid=recording-problems]");

        Assert.Contains("1,234 lines could not be read. Line 5 of the recording was skipped: its comm is null.", banner.TextContent);
        Assert.Contains("Line 9", banner.QuerySelector("li")!.TextContent);
    }

    [Fact]
    public void Banner_WhileReading_SaysHowFarAndGoes()
    {
        Source = status => status with { Progress = 0.42 };
        var banner = Render<RecordingBanner>();
        Assert.Contains("42", banner.Find("[data-testid=recording-progress]").TextContent);

        Source = status => status with { Progress = 1, Ended = true };
        Tick();

        banner.WaitForAssertion(() => Assert.Empty(banner.FindAll("[data-testid=recording-progress]")));
    }

    [Fact]
    public void Banner_OfAWholeRecording_IsNotThere()
    {
        Source = status => status with { Progress = 1, Ended = true };

        Assert.Empty(Render<RecordingBanner>().Markup.Trim());
    }
}

using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Cli;
using Dashboard.Server.Security;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Cli;

/// <summary>The output of `serve` and `open` on the terminal.</summary>
public sealed class AnnouncementTests
{
    private static readonly CaptureNotice Notice = new("Tracing needs CAP_BPF.", "Run it as root.");

    private readonly FakeFeed _feed = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public void Print_DemoInsteadOfThisMachine_SaysSo()
    {
        Announcement.Print(TextWriter.Null, _errors, ["http://127.0.0.1:1"], AccessToken.Random(), NewCapture(Notice));

        Assert.Contains("The bundled demo recording is shown instead.", _errors.ToString());
    }

    [Fact]
    public void Print_CaptureThatFailed_DoesNotSpeakOfTheDemo()
    {
        var capture = NewCapture(null);
        capture.Fail(Notice);

        Announcement.Print(TextWriter.Null, _errors, ["http://127.0.0.1:1"], AccessToken.Random(), capture);

        Assert.EndsWith($"dashboard: {Notice.Problem} {Notice.Fix}\n", _errors.ToString());
    }

    [Fact]
    public void PrintMissing_OfProbesThatAreNotAttached_SaysHowManyAndWhy()
    {
        Announcement.PrintMissing(_errors, _feed.Status with
        {
            Probes =
            [
                new ProbeStatus("a:attached", true, null, 0, null) { Needed = true },
                // Not needed on this architecture, so not counted as missing.
                new ProbeStatus("a:elsewhere", false, "Not here.", 0, null) { Needed = false },
                new ProbeStatus("a:refused", false, "It was refused; run it as root.", 0, null) { Needed = true },
                new ProbeStatus("a:too", false, "It too.", 0, null) { Needed = true },
            ],
        });

        Assert.Equal(
            "dashboard: 2 of 3 probes are not attached, and their events are missing. It was refused; run it as root. dashboard doctor names the others.\n",
            _errors.ToString());
    }

    [Fact]
    public void PrintMissing_OfAMachineThatHasAll_SaysNothing()
    {
        Announcement.PrintMissing(_errors, _feed.Status with { Probes = [new ProbeStatus("a:attached", true, null, 0, null) { Needed = true }] });

        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task Progress_OfALongRecording_IsReportedEachSecondAndAtTheEnd()
    {
        var time = new FakeTimeProvider();
        var progress = 0.0;
        var capture = new Capture(
            new LifecycleStore(new CaptureClock(0, null)), () => _feed.Status with { Progress = progress, Ended = progress >= 1 }, null);
        var following = ReadingProgress.FollowAsync(capture, _errors, time, TestContext.Current.CancellationToken);

        Assert.Empty(_errors.ToString());
        progress = 0.425;
        await AdvanceUntilAsync(() => _errors.ToString().Contains("42 %"));
        progress = 1;
        await AdvanceUntilAsync(() => following.IsCompleted);

        Assert.StartsWith("dashboard: reading the recording: 42 %\n", _errors.ToString());
        Assert.EndsWith("dashboard: the recording has been read.\n", _errors.ToString());

        async Task AdvanceUntilAsync(Func<bool> isSo)
        {
            while (!isSo())
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Progress_OfARecordingReadAtOnce_IsNotReported()
    {
        var capture = new Capture(new LifecycleStore(new CaptureClock(0, null)), () => _feed.Status with { Progress = 1, Ended = true }, null);

        await ReadingProgress.FollowAsync(capture, _errors, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Empty(_errors.ToString());
    }

    private Capture NewCapture(CaptureNotice? notice) => new(new LifecycleStore(new CaptureClock(0, null)), () => _feed.Status, notice);
}

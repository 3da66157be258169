using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>Who had PID 4312 two minutes ago? Typed, and Enter.</summary>
public sealed class PidTwoMinutesAgoTests(LiveServer live, PidTwoMinutesAgoTests.Recorded recorded) : IClassFixture<LiveServer>, IClassFixture<PidTwoMinutesAgoTests.Recorded>
{
    [Theory]
    [InlineData("4312 -2m", "At 12:01:30.000, PID 4312 was make (life 1 of 2)")]
    [InlineData("pid 4312 2 minutes ago", "At 12:01:30.000, PID 4312 was make (life 1 of 2)")]
    [InlineData("4312 @12:03", "At 12:03:00.000, PID 4312 was cc1 (life 2 of 2)")]
    public async Task Palette_TypedAndEnter_LeadsToTheAnswer(string question, string answer)
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/tree?tz=utc");
        await browser.Press("Control+k");

        await browser.Page.Keyboard.TypeAsync(question);
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync(answer);
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"/pids\?.*pid=4312.*at=2026-11-01T12:0"));
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    [Fact]
    public async Task PidsPage_TypedOnly_Answers()
    {
        await using var browser = await BrowserSession.Open(recorded.Server, "/pids?tz=utc");

        await browser.Get("pid-input").PressSequentiallyAsync("4312 -2m");

        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync("At 12:01:30.000, PID 4312 was make (life 1 of 2)");
        await Assertions.Expect(browser.Get("pid-input")).ToHaveValueAsync("4312 -2m");
        browser.AssertClean();
    }

    [Fact]
    public async Task Palette_PidOfARealProcess_SaysThatItHasIt()
    {
        await using var cat = Child.Start("/bin/cat");
        await new ProcessScreens(live.Server).InState($"pid:{cat.Pid} comm:cat", "running");
        await using var browser = await BrowserSession.Open(live.Server, "/events");
        await browser.Press("Control+k");

        await browser.Page.Keyboard.TypeAsync($"{cat.Pid} now");
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync($"PID {cat.Pid} was cat");
        await Assertions.Expect(browser.Get("moment-answer")).ToContainTextAsync("still running");
        browser.AssertClean();
    }

    /// <summary>PID 4312 was make from 12:00 to 12:02, and is cc1 from 12:02:30 on; the last event is at 12:03:30.</summary>
    public sealed class Recorded : RecordedServer
    {
        protected override IReadOnlyList<string> Lines =>
        [
            """{"kind":"snapshot","process":"200-200000","comm":"sh","bootNs":1000000000,"time":"2026-11-01T12:00:00Z"}""",
            """{"kind":"fork","process":"4312-2000000000","pid":4312,"tid":4312,"parent":"200-200000","comm":"sh","how":"fork","bootNs":2000000000,"time":"2026-11-01T12:00:01Z"}""",
            """{"kind":"exec.exit","process":"4312-2000000000","pid":4312,"tid":4312,"parent":"200-200000","comm":"make","syscall":"execve","path":"/usr/bin/make","ret":0,"bootNs":2100000000,"time":"2026-11-01T12:00:01.1Z"}""",
            """{"kind":"exit","process":"4312-2000000000","pid":4312,"tid":4312,"parent":"200-200000","comm":"make","exitCode":0,"bootNs":121000000000,"time":"2026-11-01T12:02:00Z"}""",
            """{"kind":"fork","process":"4312-151000000000","pid":4312,"tid":4312,"parent":"200-200000","comm":"sh","how":"fork","bootNs":151000000000,"time":"2026-11-01T12:02:30Z"}""",
            """{"kind":"exec.exit","process":"4312-151000000000","pid":4312,"tid":4312,"parent":"200-200000","comm":"cc1","syscall":"execve","path":"/usr/lib/cc1","ret":0,"bootNs":151100000000,"time":"2026-11-01T12:02:30.1Z"}""",
            """{"kind":"exec.exit","process":"200-200000","pid":200,"tid":200,"comm":"sh","syscall":"execve","path":"/no/such","ret":-2,"bootNs":211000000000,"time":"2026-11-01T12:03:30Z"}""",
        ];
    }
}

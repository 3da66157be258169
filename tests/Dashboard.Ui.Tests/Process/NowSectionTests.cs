using Bunit;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Process;
using Xunit;

namespace Dashboard.Ui.Tests.Process;

/// <summary>The reading of /proc when the details of a live process are opened.</summary>
public sealed class NowSectionTests : Screen
{
    private readonly FakeProcessReader _reader;
    private ProcessReading _answer = new() { ReadAt = default, Nice = 0 };

    public NowSectionTests()
    {
        _reader = new FakeProcessReader(_ => _answer with { ReadAt = Timestamp.From(Time.GetUtcNow()) });
        Readings = _reader;
    }

    [Fact]
    public void Now_OpeningAProcess_ReadsOnceAndSaysWhen()
    {
        var details = Show(Shell());

        var asOf = details.Find("[data-testid=now-as-of]").TextContent;
        Tick(5);

        Assert.Matches(@"^as of \d\d:\d\d:\d\d$", asOf);
        Assert.Equal(asOf, details.Find("[data-testid=now-as-of]").TextContent);
        Assert.Single(_reader.Asked);
    }

    [Fact]
    public void Now_ReadingThatTookOverASecond_SaysSo()
    {
        _answer = _answer with { DurationNs = 1_000_000_000, Title = "" };

        var details = Show(Shell());

        Assert.Matches(@"^as of \d\d:\d\d:\d\d, or up to 1 s later$", details.Find("[data-testid=now-as-of]").TextContent);
        Assert.Equal("(empty)", Fact(details, "Title"));
    }

    [Fact]
    public void Now_ReadAgain_ReadsAgain()
    {
        var details = Show(Shell());
        _answer = _answer with { Nice = 7 };
        Tick(5);

        details.Find("[data-testid=now-again]").Click();

        Assert.Equal("7", Fact(details, "Nice"));
        Assert.Equal(2, _reader.Asked.Count);
    }

    [Fact]
    public void Now_EventsOfTheProcess_DoNotReadAgain()
    {
        var shell = Shell();
        var details = Show(shell);
        Story.Rename(shell, "renamed");
        Happen();
        Tick();

        Assert.Contains("renamed", details.Find("h1").TextContent);
        Assert.Single(_reader.Asked);
    }

    [Fact]
    public async Task Now_AnswerOfAProcessThatIsNoLongerShown_IsNotShown()
    {
        var gate = new TaskCompletionSource();
        _reader.Gate = gate.Task;
        var first = Shell();
        var other = Story.Snapshot(300, "other");
        var details = Show(first);
        _reader.Gate = Task.CompletedTask;
        _answer = _answer with { Nice = 3 };
        details.Render(parameters => parameters.Add(d => d.Id, other));
        _answer = _answer with { Nice = 9 };
        // On the page's dispatcher, so that continuations run at once.
        await details.InvokeAsync(gate.SetResult);

        Assert.Equal([first, other], _reader.Asked);
        Assert.Equal("3", Fact(details, "Nice"));
    }

    [Fact]
    public void Now_ProcessThatEndsLater_SaysThatItHasEndedSince()
    {
        var child = Story.Fork(Shell(), 300);
        var details = Show(child);
        Story.Exit(child).Reap(child);
        Happen();
        Tick();

        Assert.Contains("The process has exited since.", details.Find("[data-testid=now]").TextContent);
        Assert.Empty(details.FindAll("[data-testid=now-again]"));
    }

    [Fact]
    public void Now_ProcessThatHasEnded_IsNotRead()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exit(child).Reap(child);

        Assert.Empty(Show(child).FindAll("[data-testid=now]"));
        Assert.Empty(_reader.Asked);
    }

    [Fact]
    public void Now_NothingRead_SaysWhyAndNoFacts()
    {
        _answer = _answer with { Problem = "It ended meanwhile." };

        var details = Show(Shell());

        Assert.Equal("It ended meanwhile.", details.Find("[data-testid=now-problem]").TextContent);
        Assert.Empty(details.FindAll("[data-testid=now-facts]"));
    }

    [Fact]
    public void Now_FactsThatCouldNotBeRead_AreNamedByReason()
    {
        _answer = _answer with
        {
            Unreadable = [new("exe", "EACCES", "needs CAP_SYS_PTRACE"), new("title", null, "did not come in time"), new("cwd", "EACCES", "needs CAP_SYS_PTRACE")],
        };

        var said = Show(Shell()).FindAll("[data-testid=now-unreadable]").Select(line => line.TextContent);

        Assert.Equal(["Not read: exe, cwd: needs CAP_SYS_PTRACE (EACCES).", "Not read: title: did not come in time."], said);
    }

    [Fact]
    public void Now_EachFact_HasItsRow()
    {
        _answer = _answer with
        {
            Title = "bash: \u001b[31m\uefffidle",
            Exe = "/bin/x (deleted)",
            Uids = new(0, 33, 33, 0),
            UidInNamespace = 1,
            User = "www-data",
            Gids = new(5, 5, 5, 5),
            Groups = [4, 24],
            GroupCount = 60_000,
            Loginuid = 1000,
            Capabilities = new(["CAP_KILL"], ["CAP_KILL", "CAP_CHOWN"], [], ["CAP_KILL"], []),
            Seccomp = "filter",
            NoNewPrivs = true,
            Session = 4,
            Threads = [new(1, "main"), new(2, "w"), new(3, "w")],
            ThreadCount = 300,
            Cgroups = [new(4, "cpu", "/a"), new(0, "", "/b")],
            Namespaces = [new("mnt", 77, true, false), new("net", 78, false, true), new("pid", 79, false, null)],
            Environment = [new("A", "<b>")],
        };

        var details = Show(Shell());

        Assert.Equal(@"bash: \x1b[31m\xffidle", Fact(details, "Title"));
        Assert.Equal("/bin/x (deleted)", Fact(details, "Program file"));
        Assert.Equal("www-data (33) effective, 0 real, 33 saved, 0 for files, 1 in its user namespace", Fact(details, "User"));
        Assert.Equal("5", Fact(details, "Group"));
        Assert.Equal("4, 24 … 60,000 in all", Fact(details, "Further groups"));
        Assert.Equal("1000", Fact(details, "Logged in as"));
        Assert.Equal("CAP_KILL", Fact(details, "Capabilities"));
        Assert.Equal("CAP_KILL CAP_CHOWN", Fact(details, "Permitted"));
        Assert.Equal("CAP_KILL", Fact(details, "Bounding set"));
        Assert.Equal("filter", Fact(details, "Seccomp"));
        Assert.Equal("yes", Fact(details, "No new privileges"));
        Assert.Equal("none", Fact(details, "Terminal"));
        Assert.Equal("300: main, w × 2 …", Fact(details, "Threads"));
        Assert.Equal("cpu:/a, /b", Fact(details, "Cgroup"));
        Assert.Equal("mnt 77, pid 79", Fact(details, "Namespaces of its own"));
        Assert.Equal("A=<b>", details.Find("[data-testid=now-environment] li").TextContent);
    }

    private static string Fact(IRenderedComponent<ProcessDetails> details, string name)
        => details.FindAll("[data-testid=now-facts] dt").Single(row => row.TextContent == name).NextElementSibling!.TextContent;

    private IRenderedComponent<ProcessDetails> Show(ProcessId id)
    {
        Happen();
        return Render<ProcessDetails>(parameters => parameters.Add(d => d.Id, id));
    }
}

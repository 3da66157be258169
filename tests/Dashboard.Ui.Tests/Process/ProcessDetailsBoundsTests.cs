using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Process;
using Xunit;

namespace Dashboard.Ui.Tests.Process;

/// <summary>The details state what is missing and why.</summary>
public sealed class ProcessDetailsBoundsTests : Screen
{
    [Theory]
    [InlineData(true, false, false, "2 arguments missing: left out: ring buffer filling up")]
    [InlineData(true, true, false, "2 arguments missing: dropped to save memory")]
    [InlineData(false, true, false, "2 arguments missing: dropped to save memory")]
    [InlineData(false, false, false, "2 arguments missing: not kept")]
    [InlineData(true, false, true, "the first 1 of 2 arguments; missing: left out: ring buffer filling up")]
    [InlineData(false, false, true, "the first 1 of 2 arguments; missing: longer than is kept, or not readable to the end")]
    public void Details_ArgumentsAreMissing_SaysWhy(bool shed, bool dropped, bool some, string expected)
    {
        var child = Story.Fork(Shell(), 300);
        foreach (var ret in (long[])[-2, 0])
        {
            Story.Add(child, new ExecExitEvent
            {
                Syscall = "execve", Path = "/bin/cc", Args = some ? ["cc"] : [], ArgCount = 2, ArgsTruncated = true, ArgsShed = shed, ArgsDropped = dropped, Ret = ret,
            });
        }

        Happen();

        Assert.Equal([expected, expected], Show(child).FindAll(".args .note").Select(note => note.TextContent.Trim()));
    }

    [Fact]
    public void Details_ArgumentsCouldNotBeRead_SaysSoOfExecsOnly()
    {
        var child = Story.Fork(Shell(), 300);
        foreach (var ret in (long[])[-14, 0])
        {
            Story.Add(child, new ExecExitEvent { Syscall = "execve", Path = "/bin/cc", Ret = ret });
        }

        var kernel = Story.Snapshot(2, "kthreadd");
        Happen();

        Assert.Equal(
            ["arguments missing: could not be read", "arguments missing: could not be read"],
            Show(child).FindAll(".args .note").Select(note => note.TextContent.Trim()));
        Assert.Empty(Show(kernel).FindAll(".args .note"));
    }

    [Fact]
    public void Details_PathLeftOutUnderPressure_IsNotSaidToBeUnreadable()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Add(child, new ExecExitEvent { Syscall = "execve", Path = "/long", PathShed = true, Ret = -2 });
        Story.Add(child, new ExecExitEvent { Syscall = "execve", Path = null, Ret = -14 });
        Story.Add(child, new ExecExitEvent { Syscall = "execve", Path = "/long", PathShed = true });
        Happen();

        var details = Show(child);
        Assert.Equal(
            ["(long path left out: ring buffer filling up)", "(path not captured)"],
            details.FindAll("[data-testid=failed-exec] .path").Select(path => path.TextContent));
        Assert.Contains("(long path left out: ring buffer filling up)", details.Find(".s-exec").TextContent);
    }

    [Fact]
    public void Details_MoreImagesAndFailuresThanAreKept_SaysHowMany()
    {
        var child = Story.Fork(Shell(), 300);
        for (var i = 0; i < 300; i++)
        {
            Story.FailExec(child, "/nope", 13).Exec(child, "/bin/x");
        }

        Happen();

        var details = Show(child);
        Assert.Equal("Not kept: 45 earlier images and 236 earlier failed execs.", details.Find("[data-testid=track-left-out]").TextContent);
        Assert.Equal(256, details.FindAll(".s-exec, .s-fork").Count);
        Assert.Equal(64, details.FindAll("[data-testid=failed-exec]").Count);
    }

    [Fact]
    public void Details_AllImagesAreKept_SaysNothingOfIt()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/nope", 13).Exec(child, "/bin/x");
        Happen();

        Assert.Empty(Show(child).FindAll("[data-testid=track-left-out]"));
    }

    [Theory]
    [InlineData(5_000, "Its 5,000 living children were re-parented to")]
    [InlineData(5_001, "At least 5,000 living children were re-parented to")]
    public void Details_MoreChildrenThanAreAsked_SaysAtLeast(int children, string expected)
    {
        var shell = Shell();
        var parent = Story.Fork(shell, 300);
        for (var i = 0; i < children; i++)
        {
            Story.Fork(parent, 1_000 + i);
        }

        Story.Add(parent, new ExitEvent { ExitCode = 0, Adopter = new ProcessReference(shell, 200, "bash") });
        Happen();

        Assert.StartsWith(expected, Show(parent).Find("[data-testid=left-children-sentence]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Details_ManyErrorsOfFork_AreCountedTogether()
    {
        var shell = Shell();
        for (var errno = 1; errno <= 18; errno++)
        {
            Story.FailFork(shell, errno);
        }

        Happen();

        Assert.Contains("other errors × 2", Show(shell).Find("[data-testid=facts]").TextContent);
    }

    private IRenderedComponent<ProcessDetails> Show(ProcessId id) => Render<ProcessDetails>(p => p.Add(d => d.Id, id));
}

using Dashboard.Core.Model;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Process;

public sealed class EndSentenceTests : Screen
{
    [Fact]
    public void Of_ExitAfterASearchThatFailed_NamesEachStep()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/bin/foo").FailExec(child, "/bin/foo").Exit(child, 127);

        Assert.Equal("Exited 127 after 2 failed execs: ENOENT /usr/bin/foo, ENOENT /bin/foo.", Sentence(child));
    }

    [Fact]
    public void Of_LookupsThatWorked_AreNoReason()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/usr/bin/foo").Exec(child, "/bin/foo").Exit(child, 3);

        Assert.Equal("Exited 3.", Sentence(child));
    }

    [Fact]
    public void Of_Signal_NamesItAndTheSender()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exit(child, signal: 9, by: new ProcessReference(null, 812, "kubelet"));

        Assert.Equal("Killed by SIGKILL from pid 812 kubelet.", Sentence(child));
    }

    [Fact]
    public void Of_Code127WithoutExec_SaysTheCustom()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Exit(child, 127);

        Assert.Equal("Exited 127 (by convention: command not found).", Sentence(child));
    }

    [Fact]
    public void Of_FailureLivedThrough_SaysThatTheImageLivedOn()
    {
        var child = Story.Fork(Shell(), 300);
        Story.FailExec(child, "/nope");

        Assert.Equal("Still running after 1 failed exec: ENOENT /nope; it kept its program.", Sentence(child));
    }

    [Fact]
    public void Of_ExitUnseen_SaysThatTheStatusIsNotKnown()
    {
        var shell = Shell();
        var first = Story.Fork(shell, 300);
        Story.Fork(shell, 300);

        Assert.Contains("exit not observed", Sentence(first));
    }

    private string Sentence(ProcessId id)
    {
        Happen();
        return EndSentence.Of(Capture.Store.Read(view => ProcessFacts.Find(view, id, view.Clock.NowBootNs))!).ToString();
    }
}

using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Counts;

public sealed class ExitBreakdownTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    [Fact]
    public void Groups_FailedExits_AreByCodeOrSignalProgramStarterAndSender()
    {
        var init = _story.Snapshot(1, "init");
        var shell = _story.Snapshot(200, "bash", init);
        ProcessId last = default;
        for (var i = 0; i < 3; i++)
        {
            last = Ends(shell, 300 + i, "/bin/backup", code: 2);
        }

        Ends(shell, 310, "/bin/true");
        Ends(init, 311, "/bin/server", signal: 9, by: new ProcessReference(shell, shell.Pid, "bash"));
        _store.Apply(_story.Take());

        var exits = _store.Read(view => view.FailedExits.Copy());

        Assert.Equal((5, 4, 1), (exits.Total, exits.Failed, exits.Killed));
        var groups = exits.Groups();
        Assert.Equal(2, groups.Count);
        Assert.Equal((2, null, "backup", "bash", 3L, last), (groups[0].ExitCode, groups[0].Signal, groups[0].Comm, groups[0].StartedBy, groups[0].Count, groups[0].Example));
        Assert.Equal((null, "SIGKILL", "server", "init", "bash"), (groups[1].ExitCode, groups[1].SignalName, groups[1].Comm, groups[1].StartedBy, groups[1].SentBy));
        Assert.True(groups[0].First.CompareTo(groups[0].Last) < 0);
    }

    [Fact]
    public void Failures_OfTheStore_AreTheEventsThatAreFailed()
    {
        var init = _story.Snapshot(1, "init");
        var child = _story.Fork(init, 300);
        _story.FailExec(child, "/usr/bin/tool").Exec(child, "/bin/tool").FailExec(child, "/no/such").FailFork(child).Exit(child, 1);
        _store.Apply(_story.Take());

        // A failed exec, a failed fork and a failed exit; not the PATH lookup.
        Assert.Equal(3, _store.Read(view => view.Failures));
    }

    [Fact]
    public void Groups_MoreNamesThanAreCountedApart_AreOthersAndTheSumStaysTrue()
    {
        var init = _story.Snapshot(1, "init");
        for (var i = 0; i < ExitBreakdown.MaxGroups + 50; i++)
        {
            Ends(init, 300 + i, $"/bin/p{i}", code: 1);
        }

        _store.Apply(_story.Take());
        var exits = _store.Read(view => view.FailedExits.Copy());

        Assert.Equal(50, Assert.Single(exits.Groups(), g => g.OtherNames).Count);
        Assert.Equal(exits.Failed, exits.Groups().Sum(g => g.Count));
    }

    private ProcessId Ends(ProcessId parent, int pid, string path, int code = 0, int? signal = null, ProcessReference? by = null)
    {
        var id = _story.Fork(parent, pid);
        _story.Exec(id, path).Exit(id, code, signal, by);
        return id;
    }
}

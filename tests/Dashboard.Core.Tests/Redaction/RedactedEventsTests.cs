using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Core.Tests.Filtering;
using Xunit;

namespace Dashboard.Core.Tests.Redaction;

/// <summary>What is known of a redacted exec: in the event, the process and the counts.</summary>
public sealed class RedactedEventsTests
{
    private static readonly string[] Rules = ["password"];

    private readonly CaptureBuilder _capture = new();
    private readonly ProcessId _shell;

    public RedactedEventsTests() => _shell = _capture.Snapshot(10, "bash");

    [Fact]
    public void Filter_RedactedExec_MatchesItsEventAndItsProcess()
    {
        var other = _capture.Fork(_shell, 20);
        _capture.Exec(other, "/bin/app", "app", "‹redacted:password›");
        Assert.False(_capture.LastMatches("is:redacted"));
        var app = Exec(21, "app");

        Assert.True(_capture.LastMatches("is:redacted"));
        Assert.True(_capture.Matches(app, "is:redacted comm:app"));
        Assert.False(_capture.Matches(other, "is:redacted"));
        Assert.False(_capture.Matches(_shell, "is:redacted"));
        _capture.Exec(app, "/bin/next", "next");
        Assert.False(_capture.LastMatches("is:redacted"));
        Assert.True(_capture.Matches(app, "is:redacted"));
    }

    [Fact]
    public void Filter_FailedExecWithASecret_MatchesItsProcess()
    {
        var app = _capture.Fork(_shell, 21);
        _capture.Apply(Event(app, "bash") with { Ret = -2 });

        Assert.True(_capture.Matches(app, "is:redacted"));
        Assert.Equal(0, _capture.Store.Read(view => view.Secrets.Total));
    }

    [Fact]
    public void Json_OnlyARedactedExec_HasTheField()
    {
        Assert.DoesNotContain("redacted", Encoding.UTF8.GetString(EventJson.Write(new ExecExitEvent())));
        var line = EventJson.Write(new ExecExitEvent { Redacted = Rules });

        Assert.Contains("\"redacted\":[\"password\"]", Encoding.UTF8.GetString(line));
        Assert.True(EventJson.TryRead(line, out var e, out _));
        Assert.Equal(Rules, ((ExecExitEvent)e).Redacted!);
        Assert.Equal(Rules, ((ExecExitEvent)e with { }).Redacted!);
    }

    [Fact]
    public void Secrets_Execs_AreCountedByProgramRuleAndStarter()
    {
        Exec(21, "app");
        Exec(22, "app");
        _capture.Exec(_capture.Fork(_shell, 23), "/bin/app", "app");

        var group = Assert.Single(_capture.Store.Read(view => view.Secrets.Groups()));

        Assert.Equal(("app", "password", "bash", 2L, 22), (group.Comm, group.Rule, group.StartedBy, group.Count, group.Example.Pid));
        Assert.Equal(2, _capture.Store.Read(view => view.Secrets.Total));
    }

    [Fact]
    public void Secrets_MoreThanTheBound_AreCountedTogether()
    {
        for (var i = 0; i < 1_010; i++)
        {
            _capture.Apply(Event(new ProcessId(100 + i, _capture.NowNs), $"app{i}"));
        }

        _capture.Apply(Event(new ProcessId(9, _capture.NowNs), new string('x', 100)));
        var groups = _capture.Store.Read(view => view.Secrets.Groups());

        Assert.Equal(1_001, groups.Count);
        Assert.Equal(11, Assert.Single(groups, g => g.OtherNames).Count);
    }

    [Fact]
    public void Apply_EventOfARecording_TakesSecretsOutAndSaysSo()
    {
        var redactor = new Redactor(RedactionRules.Default);
        var exec = new ExecExitEvent { Args = ["app", "--password=x1", "\0"], Path = "/bin/app" };
        var snapshot = new SnapshotEvent { Args = ["app", "--token", "t1"], Redacted = ["key"] };
        var clean = new ExecExitEvent { Args = ["app", "‹redacted:password›"] };

        var changed = (ExecExitEvent)EventRedaction.Apply(exec, redactor);
        Assert.Equal(["app", "--password=‹redacted:password›", "\0"], changed.Args!);
        Assert.Equal(Rules, changed.Redacted!);
        Assert.Equal(["key", "token"], ((SnapshotEvent)EventRedaction.Apply(snapshot, redactor)).Redacted!);
        Assert.Same(clean, EventRedaction.Apply(clean, redactor));
    }

    private ProcessId Exec(int pid, string name)
    {
        var id = _capture.Fork(_shell, pid);
        _capture.After(1).Apply(Event(id, name));
        return id;
    }

    private ExecExitEvent Event(ProcessId id, string name) => new()
    {
        Process = id, BootNs = Math.Max(_capture.NowNs, 6), Tid = id.Pid, Comm = name, Path = "/bin/" + name, Args = [name, "--password=‹redacted:password›"], ArgCount = 2, Redacted = Rules,
    };
}

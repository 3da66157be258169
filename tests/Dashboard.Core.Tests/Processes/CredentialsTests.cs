using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>A live kernel reports the present state; the table has the previous one and computes the change.</summary>
public sealed class CredentialsTests
{
    private static readonly ProcessContext Root = new() { Uid = 0, User = "root", Gid = 0, Session = 10, ProcessGroup = 10, Cgroup = "/a" };

    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private readonly ProcessId _worker;

    public CredentialsTests()
    {
        _worker = _story.Snapshot(10, "worker");
        _story.Add(_worker, new ExecExitEvent { Path = "/bin/worker", Context = Root });
        _store.Apply(_story.Take());
    }

    [Fact]
    public void Apply_AnotherUser_IsAnEventWithBothAndTheTableHasTheNew()
    {
        Apply(Root with { Uid = 33, User = "www-data" });

        var e = Assert.Single(Changes);
        Assert.Equal((new NumberChange(0, 33), new TextChange("root", "www-data")), (e.Uid, e.User));
        Assert.Null(e.Gid ?? e.Session ?? e.ProcessGroup);
        Assert.Equal((33u, "www-data", 10), _store.Read(v => v.Processes.Find(_worker)!.Context is { } c ? (c.Uid!.Value, c.User!, c.Session!.Value) : default));
    }

    [Fact]
    public void Apply_WhatIsSoAlready_IsNoEventAndTakesNoNumber()
    {
        var before = _store.Read(v => v.Events.NextSeq);
        Apply(Root);

        Assert.Empty(Changes);
        Assert.Equal(before, _store.Read(v => v.Events.NextSeq));
        Assert.Equal(0, _store.Read(v => v.Counters.ByKind[EventKind.Credentials]));
    }

    /// <summary>Most of what a live kernel says is no change: room that is made for it would cost old events for nothing.</summary>
    [Fact]
    public void Apply_WhatIsSoAlready_CostsAFullHistoryNoEvent()
    {
        const int Most = 10;
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { Events = Most });
        _story.Add(_worker, new ExecExitEvent { Path = "/bin/worker", Context = Root });
        for (var i = 0; i < Most; i++)
        {
            _story.FailExec(_worker, "/nope");
        }

        store.Apply(_story.Take());
        var first = store.Read(v => v.Events.FirstSeq);
        for (var i = 0; i < Most; i++)
        {
            _story.Add(_worker, Change(Root));
        }

        store.Apply(_story.Take());
        Assert.Equal((Most, first), store.Read(v => (v.Events.Count, v.Events.FirstSeq)));

        // A change costs the oldest one.
        _story.Add(_worker, Change(Root with { Uid = 33 })).Add(_worker, Change(Root with { Uid = 33 }));
        store.Apply(_story.Take());
        Assert.Equal((Most, first + 1), store.Read(v => (v.Events.Count, v.Events.FirstSeq)));
    }

    /// <summary>Pages draw a row anew when its number differs.</summary>
    [Fact]
    public void Apply_Changes_GiveTheProcessAnotherNumberEachTimeAndNoChangeNone()
    {
        Apply(Root with { Uid = 33 });
        var first = ChangedSeq;
        Apply(Root with { Uid = 33 });
        Assert.Equal(first, ChangedSeq);

        var numbers = new HashSet<long> { first };
        for (var threads = 2; threads < 5; threads++)
        {
            _story.Add(_worker, new ThreadsEvent { Count = threads });
            _store.Apply(_story.Take());
            Assert.True(numbers.Add(ChangedSeq));
        }
    }

    [Fact]
    public void Apply_OfAProcessOfWhichNothingIsKnown_SaysNoChangeAndKeepsWhatItIs()
    {
        var unknown = new ProcessId(77, 5);
        _story.Add(unknown, Change(Root with { Uid = 33 }));
        _store.Apply(_story.Take());

        Assert.Empty(Changes);
        Assert.Equal(33u, _store.Read(v => v.Processes.Find(unknown)!.Context!.Value.Uid));
    }

    [Fact]
    public void Apply_OlderThanTheSnapshot_ChangesNothing()
    {
        var found = new ProcessId(20, 20);
        var late = Change(Root with { Uid = 33 });
        _story.Add(found, late);
        var events = _story.Take();
        _story.Add(found, new SnapshotEvent { Context = Root });
        _store.Apply(_story.Take());
        _store.Apply(events);

        Assert.Empty(Changes);
        Assert.Equal(0u, _store.Read(v => v.Processes.Find(found)!.Context!.Value.Uid));
    }

    [Fact]
    public void Apply_ChangeOfARecording_ChangesWhatItSays()
    {
        var all = Root with { Uid = 33, User = null, Gid = 34, Session = 11, ProcessGroup = 12, Cgroup = "/b", Container = "c", Tty = "pts/1" };
        Apply(all);
        var line = EventJson.Write(Assert.Single(Changes));
        Assert.True(EventJson.TryRead(line, out var read, out var error), error);
        Assert.Equal(line, EventJson.Write(read));

        var replay = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        replay.Apply([new SnapshotEvent { Process = _worker, BootNs = 1, Comm = "worker", Context = Root }, read]);

        Assert.Equal(all, replay.Read(v => v.Processes.Find(_worker)!.Context));
        Assert.Single(replay.Read(v => v.Events.Forwards().Copy()).OfType<CredentialsEvent>());
    }

    [Fact]
    public void Write_Change_HasTheFieldsOfTheInterface()
    {
        Apply(Root with { Uid = 33, ProcessGroup = 12 });
        var json = JsonDocument.Parse(EventJson.Write(Assert.Single(Changes))).RootElement;

        Assert.Equal("credentials", json.GetProperty("kind").GetString());
        Assert.Equal((0, 33), (json.GetProperty("uid").GetProperty("from").GetInt32(), json.GetProperty("uid").GetProperty("to").GetInt32()));
        Assert.Equal((10, 12), (json.GetProperty("pgid").GetProperty("from").GetInt32(), json.GetProperty("pgid").GetProperty("to").GetInt32()));
        Assert.All(new[] { "gid", "session", "cgroup" }, field => Assert.Equal(JsonValueKind.Null, json.GetProperty(field).ValueKind));
    }

    private long ChangedSeq => _store.Read(v => v.Processes.Find(_worker)!.ChangedSeq);

    private List<CredentialsEvent> Changes => [.. _store.Read(v => v.Events.Forwards().Copy()).OfType<CredentialsEvent>()];

    private static CredentialsEvent Change(ProcessContext now)
    {
        var e = new CredentialsEvent();
        e.Fill(now);
        return e;
    }

    private void Apply(ProcessContext now)
    {
        _story.Add(_worker, Change(now));
        _store.Apply(_story.Take());
    }
}

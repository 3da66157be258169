using System.Text;
using System.Text.Json;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Events;

public sealed class EventJsonTests
{
    [Fact]
    public void Write_FailedExec_HasTheFieldsOfTheInterface()
    {
        var story = new Story();
        var sh = story.Snapshot(100, "sh");
        story.FailExec(sh, "/no/such");
        var json = JsonDocument.Parse(EventJson.Write(story.Events[^1])).RootElement;

        Assert.Equal("exec.exit", json.GetProperty("kind").GetString());
        Assert.Equal("100-100000", json.GetProperty("process").GetString());
        Assert.Equal(100, json.GetProperty("pid").GetInt32());
        Assert.Equal("ENOENT", json.GetProperty("errno").GetString());
        Assert.Equal(-2, json.GetProperty("ret").GetInt64());
        Assert.Equal("/no/such", json.GetProperty("path").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("parent").ValueKind);
        Assert.EndsWith("Z", json.GetProperty("time").GetString());
    }

    [Fact]
    public void TryRead_WhatWriteGave_IsEqual()
    {
        var story = new Story();
        var sh = story.Snapshot(100, "sh", path: "/bin/sh");
        var child = story.Fork(sh, 101, ForkMethod.PosixSpawn);
        story.Enter(child, null).Exec(child, "/bin/id").FailExec(child, "/x\uEFFF\n").FailFork(child).Rename(child, "<b>")
            .Exit(child, signal: 9, by: new ProcessReference(sh, 100, "sh")).Reap(child).Lost(3, "ring full")
            .Pressed(0, "shed", new ShedCounts { Arguments = 1, Paths = 2, Records = new Dictionary<string, long> { ["exec.fail"] = 4 } })
            .Add(child, new ExecExitEvent { Path = "../x", Exe = new ExecutableFile("/usr/bin/x y (deleted)", "254:0", ulong.MaxValue), Context = new ProcessContext { Gid = 33, LoginUid = 1000 } })
            .Add(child, new ExecExitEvent { Exe = new ExecutableFile(null, null, null) })
            .Add(child, new ExecExitEvent { Path = "/cu", ArgsTruncated = true, ArgsShed = true, PathShed = true });

        foreach (var e in story.Events)
        {
            var line = EventJson.Write(e);
            Assert.True(EventJson.TryRead(line, out var read, out var error), error);
            Assert.Equal(e.GetType(), read.GetType());
            Assert.Equal(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(EventJson.Write(read)));
        }
    }

    /// <summary>Uids are unsigned; recordings of earlier versions have the highest as negative numbers.</summary>
    [Theory]
    [InlineData("4294967294")]
    [InlineData("-2")]
    public void TryRead_HighestUser_IsThatUser(string uid)
    {
        var line = $$"""{"kind":"fork","process":"3-300","comm":"sh","context":{"uid":{{uid}}},"bootNs":300,"time":"2026-11-30T00:00:00Z"}""";

        Assert.True(EventJson.TryRead(Encoding.UTF8.GetBytes(line), out var e, out var error), error);

        Assert.Equal(4294967294u, ((ForkEvent)e).Context!.Value.Uid);
        Assert.Contains("\"uid\":4294967294", Encoding.UTF8.GetString(EventJson.Write(e)));
    }

    [Fact]
    public void Write_DeathBySignal_NamesIt()
    {
        var story = new Story();
        story.Exit(story.Snapshot(100, "sh"), signal: 36);

        Assert.Equal("SIGRTMIN+2", JsonDocument.Parse(EventJson.Write(story.Events[^1])).RootElement.GetProperty("signalName").GetString());
    }

    [Fact]
    public void Write_LossUnderPressure_HasTheFieldsOfTheInterface()
    {
        var story = new Story();
        story.Pressed(4, "over share", new ShedCounts { Records = new Dictionary<string, long> { ["exec.fail"] = 4 } });
        var json = JsonDocument.Parse(EventJson.Write(story.Events[^1])).RootElement;

        Assert.Equal(4, json.GetProperty("shed").GetProperty("records").GetProperty("exec.fail").GetInt64());
        var origin = json.GetProperty("origin")[0];
        Assert.Equal((65534, "nobody", "flood"), (origin.GetProperty("uid").GetInt32(), origin.GetProperty("user").GetString(), origin.GetProperty("comm").GetString()));
        Assert.Equal(4, origin.GetProperty("shed").GetProperty("records").GetProperty("exec.fail").GetInt64());
        var culprit = json.GetProperty("culprits")[0];
        Assert.Equal((5 << 20, 9_000), (culprit.GetProperty("bytes").GetInt64(), culprit.GetProperty("records").GetInt64()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"kind\":\"nonsense\"}")]
    [InlineData("{\"kind\":\"exit\",\"process\":\"abc\"}")]
    [InlineData("not json")]
    public void TryRead_BadLine_SaysWhy(string line)
    {
        Assert.False(EventJson.TryRead(Encoding.UTF8.GetBytes(line), out _, out var error));
        Assert.NotEmpty(error!);
    }
}

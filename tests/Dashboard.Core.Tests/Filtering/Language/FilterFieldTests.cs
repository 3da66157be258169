using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterFieldTests
{
    /// <summary>Field by field: a filter that matches <see cref="FakeSubject.Full"/>, and one that does not.</summary>
    public static TheoryData<string, string> Rows => new()
    {
        { "comm:make", "comm:mak" },
        { "comm:m*e", "comm:m*x" },
        { "comm:sh,cc1", "comm:cc1,ld" },
        { "comm~^m.ke$", "comm~^ake" },
        { "comm:make", "comm:MAKE" },
        { "path:/usr/bin/*", "path:/tmp/*" },
        { "path:/bin/sh", "path:/BIN/sh" },
        { "path~bin/(sh|bash)$", "path~bash$" },
        { "exe:/usr/bin/gmake", "exe:make" },
        { "args:*-j2*", "args:-j2" },
        { "args:\"make -j2 all\"", "args:\"make  -j2 all\"" },
        { "args:all", "args:ALL" },
        { "pid:4312", "pid:4313" },
        { "pid:1,4312", "pid:1,2" },
        { "pid:>=4312", "pid:>4312" },
        { "ppid:1200", "ppid:1" },
        { "tid:4313", "tid:4312" },
        { "uid:0", "uid:1000" },
        { "gid:33", "gid:0" },
        { "loginuid:1000", "loginuid:0" },
        { "user:root", "user:www" },
        { "user:ROOT", "user:roo" },
        { "user~^RO+T$", "user~^x" },
        { "cgroup:/system.slice/*", "cgroup:/user.slice/*" },
        { "container:3f2a*", "container:3f2a" },
        { "pcomm:bash", "pcomm:make" },
        { "cwd:/srv/*", "cwd:/srv" },
        { "tty:pts/3", "tty:pts/4" },
        { "session:1100", "session:<1100" },
        { "pgid:>1000", "pgid:1" },
        { "ns.pid:7", "ns.pid:8" },
        { "NS.PID<8", "ns.pid>7" },
        { "kind:exec.exit", "kind:exec.enter" },
        { "kind:exec", "kind:fork" },
        { "kind:EXEC.EXIT", "kind:exit" },
        { "kind:exec*", "kind:*fail" },
        { "syscall:execve", "syscall:execveat" },
        { "syscall:EXEC*", "syscall~at$" },
        { "errno:ENOENT", "errno:EPERM" },
        { "errno:enoent", "errno:eperm" },
        { "errno:13", "errno:1" },
        { "errno:EPERM,EACCES", "errno:EPERM,ENOEXEC" },
        { "ret:-2", "ret:-1" },
        { "ret:<0", "ret:>0" },
        { "ret<0", "ret<-13" },
        { "exit:127", "exit:0" },
        { "exit:>0", "exit:>127" },
        { "signal:SIGKILL", "signal:SIGTERM" },
        { "signal:kill", "signal:term" },
        { "signal:9", "signal:15" },
        { "dur:<=50ms", "dur:<50ms" },
        { "dur>=0.05s", "dur>50ms" },
        { "dur:>49999us", "dur:>50000001ns" },
        { "zombie:>1s", "zombie:>1m" },
        { "threads:>1", "threads:1" },
        { "images:>=2", "images:>2" },
        { "children:12", "children:<12" },
        { "how:vfork", "how:fork" },
        { "under:1200", "under:1" },
        { "under:1200-77", "under:1200-78" },
        { "under:1,1200", "under:1,2" },
        { "is:failed", "is:running" },
        { "is:running,exited", "is:running,zombie" },
        { "4312", "4313" },
        { "MAK", "cc1" },
        { "usr", "opt" },
        { "j2", "j3" },
        { "\"j2 all\"", "\"4312\"" },
        { "ma*ll", "ma*zz" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Matches_FieldWithValue_DistinguishesMatchFromOther(string match, string other)
    {
        var subject = FakeSubject.Full();

        Assert.True(Parse.Good(match).Matches(subject), match);
        Assert.False(Parse.Good(other).Matches(subject), other);
        Assert.False(Parse.Good($"-({match})").Matches(subject));
        Assert.True(Parse.Good($"not {other}").Matches(subject));
    }

    [Fact]
    public void Rows_CoverEveryField()
    {
        var asked = Rows.Select(r => r.Data.Item1).ToList();
        foreach (var field in FilterCatalogue.Fields)
        {
            Assert.Contains(asked, text => text.StartsWith(field.Name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Matches_AbsentField_ComparisonFalseNegationTrue()
    {
        var nothing = new FakeSubject();
        foreach (var field in FilterCatalogue.Fields)
        {
            Assert.False(Parse.Good(field.Example).Matches(nothing), field.Example);
            Assert.True(Parse.Good($"-{field.Example}").Matches(nothing), field.Example);
        }

        Assert.False(Parse.Good("ret:<0 or ret:>=0").Matches(nothing));
    }

    [Theory]
    [InlineData("exit:*")]
    [InlineData("errno:*")]
    [InlineData("signal:*")]
    [InlineData("zombie:*")]
    [InlineData("comm:*")]
    public void Matches_Star_AsksForPresence(string text)
    {
        Assert.True(Parse.Good(text).Matches(FakeSubject.Full()));
        Assert.False(Parse.Good(text).Matches(new FakeSubject()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n")]
    [InlineData(null)]
    public void TryParse_Blank_IsEverything(string? text)
    {
        Assert.True(Filter.TryParse(text, out var filter, out _));

        Assert.True(filter.IsEverything);
        Assert.True(filter.Matches(new FakeSubject()));
        Assert.Same(Filter.Everything, filter);
    }

    [Fact]
    public void TryParse_ContractExample_Parses()
    {
        var filter = Parse.Good("comm:cc1 -errno:ENOENT dur:<50ms (uid:0 or path:/tmp/*) is:failed under:1200");

        Assert.False(filter.IsEverything);
        Assert.Empty(filter.Warnings);
        Assert.IsType<FilterExpression.And>(filter.Expression);
        Assert.StartsWith("comm:cc1 -errno", filter.Text);
    }
}

using System.Diagnostics;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Tracing.Proc;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tracing.Tests.Proc;

public sealed class ProcProcessReaderTests : IDisposable
{
    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public async Task Read_AProcess_TellsWhatProcSays()
    {
        var reading = await _proc.WithProcess().Reader().ReadAsync(FakeProc.Id);

        Assert.Null(reading.Problem);
        Assert.Equal("title\0", reading.Title);
        Assert.Equal(("/bin/x", "/tmp", -7, 50, 60, "pts/6"), (reading.Exe, reading.Cwd, reading.Nice, reading.ProcessGroup, reading.Session, reading.Tty));
        Assert.Equal((new CredentialIds(1, 2, 3, 4), new CredentialIds(5, 6, 7, 8)), (reading.Uids, reading.Gids));
        Assert.Equal([9u, 10u], reading.Groups!);
        Assert.Equal(["CAP_CHOWN"], reading.Capabilities!.Effective);
        Assert.Equal(["CAP_CHOWN", "CAP_DAC_OVERRIDE"], reading.Capabilities.Bounding);
        Assert.Equal(("filter", true, null), (reading.Seccomp, reading.NoNewPrivs, reading.Loginuid));
        Assert.Equal([new(4, "cpu,cpuacct", "/a:b"), new(0, "", "/c")], reading.Cgroups!);
        Assert.Equal([new("mnt", 77, false, null)], reading.Namespaces!);
        Assert.Equal([new(FakeProc.Id.Pid, "a\nb")], reading.Threads!);
        Assert.Equal(2u, reading.UidInNamespace);
        Assert.Null(reading.Environment);
        Assert.Empty(reading.Unreadable);
    }

    [Fact]
    public async Task Read_TheNumberOfAnotherProcess_ReadsNothing()
    {
        var reading = await _proc.WithProcess(startTicks: 7001).Reader().ReadAsync(FakeProc.Id);

        Assert.Equal(ProcProcessReader.Ended, reading.Problem);
        Assert.Null(reading.Title);
    }

    [Fact]
    public async Task Read_TheNumberBecomesAnotherProcessMeanwhile_TellsNothingOfEither()
    {
        _proc.WithProcess();
        using var pipe = MakePipe("cmdline");

        var reading = _proc.Reader().ReadAsync(FakeProc.Id);
        await using (var title = new FileStream(_proc.Own("cmdline"), FileMode.Open, FileAccess.Write))
        {
            // The reader has opened it, so it has checked the start time.
            _proc.WithoutLinks().WithProcess(startTicks: 7001);
            title.WriteByte((byte)'x');
        }

        Assert.Equal(ProcProcessReader.Ended, (await reading).Problem);
    }

    [Fact]
    public async Task Read_ProcessThatIsGone_SaysSo()
        => Assert.Equal(ProcProcessReader.Ended, (await _proc.Reader().ReadAsync(FakeProc.Id)).Problem);

    [Fact]
    public async Task Read_ProcessThatProcDoesNotShow_IsNotSaidToHaveEnded()
        => Assert.Equal(ProcProcessReader.Hidden, (await _proc.Reader().ReadAsync(new ProcessId(Environment.ProcessId, 1))).Problem);

    [Fact]
    public async Task Read_InAPidNamespaceOfItsOwn_ReadsNoOtherProcess()
    {
        _proc.WithProcess();
        Directory.CreateDirectory(_proc.At("self/ns"));
        File.CreateSymbolicLink(_proc.At("self/ns/pid"), "pid:[4026532000]");

        Assert.Equal(ProcProcessReader.OtherPids, (await _proc.Reader().ReadAsync(FakeProc.Id)).Problem);
    }

    [Fact]
    public async Task Read_InACgroupNamespaceOfItsOwn_TellsNoPathOfAnother()
    {
        _proc.WithProcess();
        Directory.CreateDirectory(_proc.At("self/ns"));
        File.CreateSymbolicLink(_proc.At("self/ns/cgroup"), "cgroup:[4026532000]");
        File.CreateSymbolicLink(_proc.Own("ns/cgroup"), "cgroup:[4026531835]");

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Null(reading.Cgroups);
        Assert.Equal([new("cgroups", null, FastFacts.OwnCgroupNamespace)], reading.Unreadable);
    }

    [Fact]
    public async Task Read_MemoryThatDoesNotCome_AnswersWithoutIt()
    {
        _proc.WithProcess();
        using var pipe = MakePipe("cmdline");

        var reading = await _proc.Reader(TimeSpan.FromMilliseconds(50)).ReadAsync(FakeProc.Id);

        Assert.Equal("/tmp", reading.Cwd);
        Assert.Equal(["user", "title"], reading.Unreadable.Where(fact => fact.Why == SlowFacts.NotInTime).Select(fact => fact.Fact));
        // Releases the waiting thread.
        await new FileStream(_proc.Own("cmdline"), FileMode.Open, FileAccess.Write).DisposeAsync();
    }

    /// <summary>Four may wait at one time: one that never answers takes one place, however often it is opened.</summary>
    [Fact]
    public async Task Read_ProcessThatNeverAnswersOpenedOften_LeavesRoomForOthers()
    {
        _proc.WithProcess();
        using var pipe = MakePipe("cmdline");
        for (var i = 0; i < 6; i++)
        {
            Assert.Null((await _proc.Reader(TimeSpan.FromMilliseconds(50)).ReadAsync(FakeProc.Id)).Title);
        }

        using var other = new FakeProc { Process = FakeProc.Id with { Pid = FakeProc.Id.Pid + 1 } };
        var reading = await other.WithProcess().Reader().ReadAsync(other.Process);

        Assert.Equal("title\0", reading.Title);
        Assert.Empty(reading.Unreadable);
        await new FileStream(_proc.Own("cmdline"), FileMode.Open, FileAccess.Write).DisposeAsync();
    }

    [Fact]
    public async Task Read_Zombie_SaysWhatItHasNoMore()
    {
        _proc.WithProcess('Z').WithoutLinks();

        var reading = await _proc.Reader(withEnvironment: true).ReadAsync(FakeProc.Id);

        Assert.Equal(new CredentialIds(1, 2, 3, 4), reading.Uids);
        Assert.Equal(["exe", "cwd", "root", "namespaces", "user", "title", "environment"], reading.Unreadable.Select(fact => fact.Fact));
        Assert.All(reading.Unreadable, fact => Assert.Equal(FastFacts.NoneOfZombie, fact.Why));
    }

    [Fact]
    public async Task Read_KernelThread_SaysThatItHasNoProgramFileAndNoTitle()
    {
        _proc.WithProcess(flags: 0x00208040);
        File.Delete(_proc.Own("exe"));
        _proc.Write("cmdline", "");

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Null(reading.Title);
        Assert.Equal([new("exe", "ENOENT", FastFacts.NoneOfKernelThread), new("title", "ENOENT", FastFacts.NoneOfKernelThread)], reading.Unreadable);
    }

    /// <summary>A fact may have changed after the moment that the reading names, and is never older.</summary>
    [Fact]
    public async Task Read_StampsItselfBeforeTheFirstRead()
    {
        _proc.WithProcess();
        var time = new ChangesWhenAsked(() => _proc.Write("loginuid", "1000"));

        var reading = await _proc.Reader(time: time).ReadAsync(FakeProc.Id);

        Assert.Equal((1000u, Dashboard.Core.Model.Timestamp.From(time.ReturnedTime)), (reading.Loginuid, reading.ReadAt));
    }

    [Fact]
    public async Task Read_MemoryThatComesLate_SaysHowLongItTook()
    {
        var time = new FakeTimeProvider();
        _proc.WithProcess();
        using var pipe = MakePipe("cmdline");

        var reading = _proc.Reader(time: time).ReadAsync(FakeProc.Id);
        await using (var title = new FileStream(_proc.Own("cmdline"), FileMode.Open, FileAccess.Write))
        {
            // The reader has opened it: it has looked at the clock.
            time.Advance(TimeSpan.FromSeconds(3));
            title.WriteByte((byte)'x');
        }

        Assert.Equal(("x", 3_000_000_000, Dashboard.Core.Model.Timestamp.From(time.Start)), ((await reading).Title, (await reading).DurationNs, (await reading).ReadAt));
    }

    [Fact]
    public async Task Read_LongTitle_IsCutAndSaysSo()
    {
        _proc.WithProcess().Write("cmdline", new string('x', 5000));

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Equal((4096, true), (reading.Title!.Length, reading.TitleTruncated));
    }

    [Fact]
    public async Task Read_ManyGroupsAndThreads_AreBoundedAndCounted()
    {
        _proc.WithProcess().Write("status", $"Uid:\t0\t0\t0\t0\nGroups:\t{string.Join(' ', Enumerable.Range(0, 60_000))} \nSeccomp:\t0\n");
        for (var tid = 1; tid <= 300; tid++)
        {
            Directory.CreateDirectory(_proc.Own($"task/{tid}"));
            _proc.Write($"task/{tid}/comm", "a\nb\n");
        }

        var reading = await _proc.Reader().ReadAsync(FakeProc.Id);

        Assert.Equal((256, 60_000, "off"), (reading.Groups!.Count, reading.GroupCount, reading.Seccomp));
        Assert.Equal(200, reading.Threads!.Count);
        Assert.All(reading.Threads, thread => Assert.Equal("a\nb", thread.Comm));
    }

    [Fact]
    public async Task Read_Environment_OnlyWhereItIsAskedFor()
    {
        _proc.WithProcess().Write("environ", "A=1\0API_TOKEN=x\0");

        Assert.Null((await _proc.Reader().ReadAsync(FakeProc.Id)).Environment);
        Assert.Equal([new("A", "1"), new("API_TOKEN", "[redacted]")], (await _proc.Reader(withEnvironment: true).ReadAsync(FakeProc.Id)).Environment!);
    }

    [Fact]
    public async Task Read_TitleWithASecret_IsRedactedAsArgumentsAre()
    {
        _proc.WithProcess().Write("cmdline", "app\0--password\0hunter22\0");

        Assert.Equal("app\0--password\0‹redacted:password›\0", (await _proc.Reader().ReadAsync(FakeProc.Id)).Title);
    }

    /// <summary>The process changes at the moment at which the reader looks at the clock.</summary>
    private sealed class ChangesWhenAsked(Action change) : TimeProvider
    {
        public DateTimeOffset ReturnedTime { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            change();
            return ReturnedTime = base.GetUtcNow();
        }
    }

    private Process MakePipe(string name)
    {
        File.Delete(_proc.Own(name));
        var made = Process.Start("mkfifo", _proc.Own(name));
        made.WaitForExit();
        return made;
    }
}

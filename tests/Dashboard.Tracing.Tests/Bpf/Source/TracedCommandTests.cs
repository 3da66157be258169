using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Tests.Kernel;

namespace Dashboard.Tracing.Tests.Bpf.Source;

/// <summary>One command and its descendants: everything from the first instruction on, and nothing else.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class TracedCommandTests(KernelFixture kernel)
{
    private const int Processes = 20_000;

    [Fact]
    public async Task Build_OfASmallCProject_TellsEachToolAndNothingFromOutside()
    {
        kernel.NeedTracing();
        using var project = new CProject();
        var command = TracedCommand.Start(["make", "-k", "-C", project.Folder]);
        await using var capture = Capture(command).Start();
        using var noise = KernelFixture.Start("/bin/sh", "-c", "while :; do /bin/true; done");
        try
        {
            Assert.Equal(0, command.Release());
            Assert.Equal(new ExitStatus(2, null, false), await command.End);
        }
        finally
        {
            noise.Kill();
            await noise.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await LiveCapture.EventuallyAsync(() => Root(capture, command)?.Exit is { ExitCode: 2 } ? null : "make's end was not seen");
        var all = capture.Store.Read(view => view.Processes.All.ToList());
        var root = Root(capture, command)!;
        Assert.All(all, p => Assert.True(IsBelow(p, root), $"{p.Comm} {p.Pid} is not below the command"));
        Assert.All(all, p => Assert.NotNull(p.Exit));

        // The image that waited is number 0; the command is number 1, with its arguments.
        Assert.Equal("make", root.Images[1].Comm);
        Assert.Equal(["make", "-k", "-C", project.Folder], root.Images[1].Args);
        var compilers = all.Where(p => p.Comm == "cc1").ToList();
        Assert.Equal(["bad.c", "main.c", "part.c"], compilers.Select(SourceOf).Order());
        Assert.Equal("bad.c", SourceOf(Assert.Single(compilers, p => p.Exit!.ExitCode != 0)));
        Assert.Equal(2, all.Count(p => p.Comm == "as" && p.Exit!.ExitCode == 0 && p.Image.Args!.Any(a => a.EndsWith(".o"))));
        Assert.Single(all, p => p.Comm == "ld" && p.Image.Args!.Contains("main.o") && p.Image.Args!.Contains("part.o"));
        Assert.All(compilers, p => Assert.True(p.LifetimeNs(0) > 0));
        Assert.Equal(0, capture.Source.Status.Lost.Values.Sum());
    }

    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 3", 3, null)]
    [InlineData("kill -9 $$", null, 9)]
    public async Task End_OfACommand_IsItsStatus(string script, int? code, int? signal)
    {
        kernel.NeedTracing();
        var command = TracedCommand.Start(["/bin/sh", "-c", script]);
        Assert.Equal(0, command.Release());
        Assert.Equal(new ExitStatus(code, signal, false), await command.End);
    }

    [Theory]
    [InlineData("no-such-command", "ENOENT")]
    [InlineData("/etc/passwd", "EACCES")]
    public async Task Release_OfWhatCannotRun_GivesTheErrnoAndTheFailedExec(string program, string errno)
    {
        kernel.NeedTracing();
        var command = TracedCommand.Start([program]);
        await using var capture = Capture(command).Start();
        Assert.Equal(Errno.Find(errno)!.Number, command.Release());
        Assert.Equal(127, (await command.End).ExitCode);
        await LiveCapture.EventuallyAsync(() => Root(capture, command)?.FailedExecs is [.., { } last] && Errno.NameOf(last.Ret) == errno ? null : "no failed exec");
    }

    [Fact]
    public async Task Signals_OfTheCommand_AreThoseOfAFreshLogin()
    {
        kernel.NeedTracing();
        var output = Path.GetTempFileName();
        try
        {
            var command = TracedCommand.Start(["/bin/sh", "-c", $"exec cat /proc/self/status > {output}"]);
            Assert.Equal(0, command.Release());
            await command.End;
            Assert.Equal(["SigPnd:\t0000000000000000", "SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "SigCgt:\t0000000000000000"],
                (await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken)).Where(l => l.StartsWith("Sig") && !l.StartsWith("SigQ")));
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>Exact, because other processes of the machine use no room in the ring and are not counted.</summary>
    [Fact]
    public async Task SmallRing_UnderAStormOfItsOwn_SeenAndLostAreMade()
    {
        kernel.NeedTracing();
        var (forks, exits, reported) = (0L, 0L, 0L);
        var command = TracedCommand.Start(["/bin/sh", "-c", $"exec {KernelFixture.ScenarioDirectory}/storm {Processes} > /dev/null"]);
        await using var capture = Capture(command, 64 << 10, batch =>
        {
            forks += batch.Count(e => e is ForkEvent);
            exits += batch.Count(e => e is ExitEvent);
            reported += batch.OfType<LostEvent>().Sum(e => e.Count);
        });
        Assert.Equal(0, command.Release());
        await command.End;
        capture.Start();

        await LiveCapture.EventuallyAsync(() =>
        {
            var counters = capture.Source.Counters;
            var (seenForks, seenExits) = (Interlocked.Read(ref forks), Interlocked.Read(ref exits));
            var (lostForks, lostExits) = (counters.LostOfKind(RecordKind.Fork), counters.LostOfKind(RecordKind.Exit));
            // Plus two workers; the command itself makes three exits.
            return seenForks + lostForks != Processes + 2 ? $"{seenForks} births seen and {lostForks} lost of {Processes + 2}"
                : seenExits + lostExits != Processes + 3 ? $"{seenExits} ends seen and {lostExits} lost of {Processes + 3}"
                : Interlocked.Read(ref reported) != capture.Source.Status.Lost.Values.Sum() ? "not all losses are reported"
                : lostForks == 0 ? "nothing was lost"
                : null;
        });
        Assert.Equal(0, capture.Source.Status.Lost[LossWatch.SequenceHole]);
    }

    private static LiveCapture Capture(TracedCommand command, int ringBytes = BpfSourceOptions.DefaultRingBytes, Action<IReadOnlyList<LifecycleEvent>>? watch = null)
        => new(new BpfSourceOptions { Filter = new KernelFilter { Under = command.Pid }, RingBytes = ringBytes, Batches = 2 }) { Watch = watch };

    private static ProcessRecord? Root(LiveCapture capture, TracedCommand command)
        => capture.Store.Read(view => view.Processes.Lives(command.Pid)?.Lives[0]);

    private static bool IsBelow(ProcessRecord? process, ProcessRecord root)
        => process is not null && (process == root || IsBelow(process.ParentRecord, root));

    private static string SourceOf(ProcessRecord compiler) => compiler.Image.Args!.Last(a => a.EndsWith(".c") && a != ".c");

    /// <summary>Two files that compile and are linked, and one that does not.</summary>
    private sealed class CProject : IDisposable
    {
        public CProject()
        {
            Folder = Directory.CreateTempSubdirectory("lifecycle-build-").FullName;
            File.WriteAllText(Path.Combine(Folder, "main.c"), "int part(void);\nint main(void) { return part(); }\n");
            File.WriteAllText(Path.Combine(Folder, "part.c"), "int part(void) { return 0; }\n");
            File.WriteAllText(Path.Combine(Folder, "bad.c"), "int bad(void) { return }\n");
            File.WriteAllText(Path.Combine(Folder, "Makefile"), "all: program bad.o\nprogram: main.o part.o\n\tgcc -o $@ $^\n%.o: %.c\n\tgcc -c -o $@ $<\n");
        }

        public string Folder { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>The executed file, whatever path was used. Compared with /proc/PID/exe.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class ExecutableTests(KernelFixture kernel)
{
    [Fact]
    public async Task Exec_InTenWays_HasTheFileThatProcNames()
    {
        var place = Directory.CreateTempSubdirectory("lifecycle-");
        var trace = await kernel.RunAsync("executables", place.FullName);
        place.Delete(recursive: true);

        Assert.Equal(10, trace.Lines.Count);
        Assert.All(trace.Lines, line =>
        {
            var pid = int.Parse(line[..line.IndexOf(' ')]);
            var exe = trace.Execs.Last(e => e.Pid == pid && e.Succeeded).Exe!;
            Assert.Equal(line, $"{pid} {exe.Device} {exe.Inode} {exe.Path}");
        });
    }

    /// <summary>
    /// The device is that of the mount. With layers on one file system stat(2) says the same; with layers on two, overlayfs shows
    /// stat(2) another device for each layer, unless xino makes the numbers unique.
    /// </summary>
    [Theory]
    [InlineData("one", true)]
    [InlineData("two", false)]
    public async Task Exec_OnOverlayfs_HasTheDeviceOfTheMount(string fileSystems, bool statSaysTheSame)
    {
        const string Script =
            """
            cd "$1" && mkdir lower above mounted && cp /usr/bin/sleep lower/program || exit
            [ "$2" = one ] || mount -t tmpfs none above || exit
            mkdir above/upper above/work && mount -t overlay none -o xino=off,lowerdir=lower,upperdir=above/upper,workdir=above/work mounted || exit
            mounted/program 60 &
            until [ "$(readlink /proc/$!/exe)" = "$1/mounted/program" ]; do :; done
            device=$(grep " $1/mounted " /proc/self/mountinfo | cut -d ' ' -f 3)
            echo $! $device $(stat -Lc %i /proc/$!/exe) $(readlink /proc/$!/exe)
            stat -Lc '%Hd:%Ld %i' /proc/$!/exe
            kill $!
            wait
            """;
        var place = Directory.CreateTempSubdirectory("lifecycle-");
        var trace = await kernel.RunProgramAsync("/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", Script, "sh", place.FullName, fileSystems);
        place.Delete(recursive: true);

        KernelFixture.Need(trace.Lines.Count == 2, "overlayfs cannot be mounted on this machine.");
        var pid = int.Parse(trace.Lines[0][..trace.Lines[0].IndexOf(' ')]);
        var exe = trace.Execs.Last(e => e.Pid == pid && e.Succeeded).Exe!;
        Assert.Equal(trace.Lines[0], $"{pid} {exe.Device} {exe.Inode} {exe.Path}");
        Assert.Equal(statSaysTheSame, trace.Lines[1] == $"{exe.Device} {exe.Inode}");
    }

    [Fact]
    public async Task Exec_ThatFails_HasNoFile()
        => Assert.All((await kernel.RunAsync("errnos")).Execs.Where(e => !e.Succeeded), e => Assert.Null(e.Exe));

    /// <summary>The kernel itself cannot give the path: readlink(2) of /proc/PID/exe fails with ENAMETOOLONG.</summary>
    [Fact]
    public async Task Exec_OfAFileWhoseNamesAreLongerThanAPath_IsSeenWithoutThem()
    {
        var place = Directory.CreateTempSubdirectory("lifecycle-");
        var trace = await kernel.RunAsync("long_names", place.FullName, Path.Combine(KernelFixture.ScenarioDirectory, "nop"));
        place.Delete(recursive: true);

        var words = Assert.Single(trace.Lines).Split(' ');
        Assert.Equal("0", words[1]);
        var exec = Assert.Single(trace.Execs, e => e.Pid == int.Parse(words[0]));
        Assert.Equal("./nop", exec.Path);
        Assert.NotEqual(0UL, exec.Exe!.Inode);
        Assert.Null(exec.Exe.Path);
    }

    [Fact]
    public async Task ProcessOfBeforeCapture_HasTheFileThatProcNames()
    {
        kernel.NeedTracing();
        var link = Path.Combine(Path.GetTempPath(), $"lifecycle-{Guid.NewGuid():n}");
        File.CreateSymbolicLink(link, Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"));
        using var running = KernelFixture.Start(link);
        await running.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        await using var capture = new LiveCapture().Start();
        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view => view.Processes.Lives(running.Id)) is null ? "no snapshot" : null);
        var found = capture.Store.Read(view => view.Processes.Lives(running.Id)!.Lives[^1].Exe)!;
        var again = (await kernel.RunProgramAsync(link)).Events.OfType<Core.Events.ExecExitEvent>().First().Exe!;
        running.StandardInput.Close();
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(link);

        Assert.Equal(Path.Combine(KernelFixture.ScenarioDirectory, "wait_for_input"), found.Path);
        // Both sources give the file the same name.
        Assert.Equal(again, found);
    }

    /// <summary>AT_EXECVE_CHECK only checks, and executes nothing.</summary>
    [Fact]
    public async Task ExecThatOnlyChecks_IsNoExecAndSwallowsNoName()
    {
        var trace = await kernel.RunAsync("exec_check");

        Assert.Empty(trace.Enters);
        Assert.Empty(trace.Execs);
        Assert.Equal("checked", Assert.Single(trace.Events.OfType<Core.Events.RenameEvent>()).To);
    }
}

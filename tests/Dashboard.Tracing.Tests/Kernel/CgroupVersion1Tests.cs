using System.Diagnostics;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Cgroups;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Containers on a machine with controllers in version 1, where version 2 has all processes in its root.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class CgroupVersion1Tests(KernelFixture kernel) : IAsyncLifetime
{
    private const ulong OfVersion1 = 1UL << 63;

    private readonly List<string> _made = [];
    private readonly string _id = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
    private string _group = "";

    private string Path => "/docker/" + _id;

    public ValueTask InitializeAsync()
    {
        kernel.NeedTracing();
        Assert.SkipWhen(CgroupHierarchy.Here is null, "No hierarchy of version 1 is mounted here.");
        _group = Make(CgroupHierarchy.Here!.Mount + Path);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var directory in Enumerable.Reverse(_made))
        {
            await LiveCapture.EventuallyAsync(() => KernelFixture.RemoveCgroup(directory) ? null : $"{directory} stays busy");
        }
    }

    [Fact]
    public async Task Process_InAContainer_HasItsPathAndId()
    {
        var trace = await InItsGroupAsync("/bin/true; exec /bin/true");

        Assert.Equal(("/", null), PlaceOf(Assert.Single(trace.Forks, f => f.Process == trace.Root).Context));
        // The shell's own fork, its exec, and that of the shell.
        Assert.Equal((Path, _id), PlaceOf(Assert.Single(trace.Children).Context));
        Assert.Equal([(Path, _id), (Path, _id)], trace.Execs.Select(e => PlaceOf(e.Context)));
    }

    /// <summary>A path of version 2 other than its root takes precedence.</summary>
    [Fact]
    public async Task Process_BelowTheRootOfVersion2_HasThatPath()
    {
        Assert.SkipWhen(CgroupMount.OfVersion2 is null, "Version 2 is not mounted here.");
        var path = "/lifecycle-both-" + _id;
        var second = Make(CgroupMount.OfVersion2 + path);

        var trace = await InItsGroupAsync($"/bin/true; echo $$ > {second}/cgroup.procs; exec /bin/true");

        Assert.Equal([(Path, _id), (path, null)], trace.Execs.Select(e => PlaceOf(e.Context)));
    }

    /// <summary>A move has one record per hierarchy; only one hierarchy counts.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Move_IsAnEventInTheChosenHierarchyOnly(bool old)
    {
        var other = Make(OtherMount() + "/lifecycle-other-" + _id);
        await using var capture = new LiveCapture(new BpfSourceOptions { ForOldKernels = old }).Start();
        using var process = KernelFixture.Start("/bin/sh", "-c", "read line");
        await SeenInAsync(capture, process.Id, "/");

        await MoveAsync(process, other);
        await MoveAsync(process, _group);
        await SeenInAsync(capture, process.Id, Path);
        await EndAsync(process);

        var change = Assert.Single(ChangesOf(capture, process.Id));
        Assert.Equal(new TextChange("/", Path), change.Cgroup);
        Assert.Equal(new TextChange(null, _id), change.Container);
        Assert.Null(change.Session);
    }

    [Fact]
    public async Task Process_FromBeforeCapture_HasItsPath()
    {
        using var process = KernelFixture.Start("/bin/sh", "-c", "read line");
        await MoveAsync(process, _group);

        await using var capture = new LiveCapture().Start();
        await SeenInAsync(capture, process.Id, Path);
        await EndAsync(process);
    }

    /// <summary>As shells do: the parent sets the group, so the child's group is read differently than that of the running process.</summary>
    [Fact]
    public async Task ChangeOfAChild_DoesNotMoveIt()
    {
        await using var capture = new LiveCapture().Start();
        using var process = KernelFixture.Start(
            "/bin/sh", "-c", $"echo $$ > {_group}/cgroup.procs; exec {System.IO.Path.Combine(KernelFixture.ScenarioDirectory, "changes")} setpgid_of_child");
        var printed = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        var child = int.Parse(printed.Split(' ')[0]);
        await LiveCapture.EventuallyAsync(() => ChangesOf(capture, child).Count > 0 ? null : "the change was not seen");
        await EndAsync(process);

        var change = Assert.Single(ChangesOf(capture, child));
        Assert.Equal((null, child), (change.Cgroup, change.ProcessGroup!.To));
    }

    /// <summary>Inode numbers are unique only within one hierarchy: without it the wrong cgroup would be named.</summary>
    [Fact]
    public void Number_OfVersion1_IsNotThatOfVersion2()
    {
        var paths = new CgroupPaths();
        var id = CgroupMount.Find(CgroupHierarchy.Here!.Mount, Path)!.Value;

        Assert.Equal(Path, paths.Find(id | OfVersion1));
        Assert.NotEqual(Path, paths.Find(id));
        Assert.True(CgroupPaths.Try(Path, CgroupHierarchy.Here).Works);
    }

    private static (string? Cgroup, string? Container) PlaceOf(ProcessContext? context) => (context!.Value.Cgroup, context.Value.Container);

    private static List<CredentialsEvent> ChangesOf(LiveCapture capture, int pid)
        => capture.Store.Read(view => view.Events.Forwards().Copy().OfType<CredentialsEvent>().Where(e => e.Pid == pid).ToList());

    private static Task SeenInAsync(LiveCapture capture, int pid, string path)
        => LiveCapture.EventuallyAsync(() => capture.Store.Read(view => view.Processes.Lives(pid)?.Lives[^1].Context?.Cgroup) is var seen && seen == path
            ? null
            : $"seen in {seen}, not in {path}");

    private static Task MoveAsync(Process process, string group)
        => File.WriteAllTextAsync(group + "/cgroup.procs", process.Id.ToString(), TestContext.Current.CancellationToken);

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The mount point of another version 1 hierarchy.</summary>
    private static string OtherMount()
    {
        var others = File.ReadLines("/proc/self/mountinfo").Where(line => !line.Contains($" {CgroupHierarchy.Here!.Mount} ", StringComparison.Ordinal));
        var other = CgroupHierarchy.Choose(others, File.Exists);
        Assert.SkipWhen(other is null, "No second hierarchy of version 1 is mounted here.");
        return other!.Mount;
    }

    private Task<ScenarioTrace> InItsGroupAsync(string script)
        => kernel.RunProgramAsync("/bin/sh", "-c", $"echo $$ > {_group}/cgroup.procs; {script}");

    /// <summary>Creates a cgroup and its missing parents; all are removed at the end.</summary>
    private string Make(string directory)
    {
        var above = System.IO.Path.GetDirectoryName(directory)!;
        if (!Directory.Exists(above))
        {
            Make(above);
        }

        Directory.CreateDirectory(directory);
        _made.Add(directory);
        return directory;
    }
}

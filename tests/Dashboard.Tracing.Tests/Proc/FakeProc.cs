using System.Globalization;
using System.Text;
using Dashboard.Core.Model;
using Dashboard.Tracing.Proc;

namespace Dashboard.Tracing.Tests.Proc;

/// <summary>A fake /proc with one process.</summary>
internal sealed class FakeProc : IDisposable
{
    private const long NsPerTick = 10_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proc-");

    /// <summary>A pid that no process of this machine has, above PID_MAX_LIMIT.</summary>
    public static ProcessId Id { get; } = new(5_000_000, 7000 * NsPerTick + 123);

    public ProcessId Process { get; init; } = Id;

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public string Own(string name) => At(Path.Combine(Process.Pid.ToString(CultureInfo.InvariantCulture), name));

    public FakeProc WithProcess(char state = 'S', long startTicks = 7000, uint flags = 0)
    {
        Directory.CreateDirectory(Own($"task/{Process.Pid}"));
        Write($"task/{Process.Pid}/comm", "a\nb\n");
        Directory.CreateDirectory(Own("ns"));
        Write("stat", $"{Process.Pid} (my) Z 9 9) {state} 1 50 60 34822 -1 {flags} 0 0 0 0 0 0 0 0 20 -7 1 0 {startTicks} 0 0\n");
        Write("status", "Name:\tx\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nGroups:\t9 10 \nCapInh:\t0\nCapPrm:\t1\nCapEff:\t1\nCapBnd:\t3\nCapAmb:\t0\nNoNewPrivs:\t1\nSeccomp:\t2\n");
        if (!File.Exists(Own("cmdline")))
        {
            Write("cmdline", "title\0");
        }

        Write("cgroup", "4:cpu,cpuacct:/a:b\n0::/c\n");
        Write("loginuid", "4294967295");
        Write("uid_map", "         0          0 4294967295\n");
        foreach (var (link, target) in new[] { ("exe", "/bin/x"), ("cwd", "/tmp"), ("root", _folder.FullName), ("ns/mnt", "mnt:[77]") })
        {
            File.CreateSymbolicLink(Own(link), target);
        }

        return this;
    }

    /// <summary>Removes program file, directory, root and namespaces, which can be created again.</summary>
    public FakeProc WithoutLinks()
    {
        foreach (var link in (string[])["exe", "cwd", "root", "ns/mnt"])
        {
            File.Delete(Own(link));
        }

        return this;
    }

    public void Write(string name, string text) => File.WriteAllText(Own(name), text, Encoding.Latin1);

    public ProcProcessReader Reader(TimeSpan? patience = null, bool withEnvironment = false, TimeProvider? time = null)
        => new(time ?? TimeProvider.System) { ProcPath = _folder.FullName, Patience = patience ?? TimeSpan.FromSeconds(20), WithEnvironment = withEnvironment };

    public void Dispose() => _folder.Delete(recursive: true);
}

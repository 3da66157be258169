using System.Diagnostics;
using Dashboard.Tracing.Proc;
using Dashboard.Tracing.Tests.Kernel;

namespace Dashboard.Tracing.Tests.Proc;

/// <summary>A process may put anything at the path of its passwd file.</summary>
public sealed class UserOfRootTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("root-");
    private readonly string _etc;

    public UserOfRootTests()
    {
        _etc = Directory.CreateDirectory(Path.Combine(_folder.FullName, "inside/etc")).FullName;
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "root"), Path.Combine(_folder.FullName, "inside"));
        File.WriteAllText(Path.Combine(_folder.FullName, "outside"), "outsider:x:7:7:::\n");
    }

    private string Passwd => Path.Combine(_etc, "passwd");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Find_UserOfTheOwnRoot_HasItsName()
    {
        File.WriteAllText(Passwd, "broken\nroot:x:0:0:::\ninsider:x:7:7:::\n");

        Assert.Equal("insider", Find(7));
        Assert.Null(Find(8));
    }

    [Fact]
    public void Find_AbsoluteLink_StaysBelowTheRoot()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "inside/other"), "linked:x:7:7:::\n");
        File.CreateSymbolicLink(Passwd, "/other");

        Assert.Equal("linked", Find(7));
    }

    [Fact]
    public void Find_LinkThatClimbs_StaysBelowTheRoot()
    {
        File.CreateSymbolicLink(Passwd, "../../outside");

        Assert.Null(Find(7));
    }

    [Fact]
    public void Find_Pipe_DoesNotWait()
    {
        using var made = Process.Start("mkfifo", Passwd);
        made.WaitForExit();

        Assert.Null(Find(7));
    }

    /// <summary>
    /// A process mounts something over its passwd file. A file of procfs is regular and has no size; that of a command line is
    /// the memory of a process, which may keep a reader waiting for ever. Here it names the user, so that reading it would show.
    /// </summary>
    [Theory]
    [InlineData("/proc/self/cmdline")]
    [InlineData("/proc/kmsg")]
    [InlineData("/dev/zero")]
    [InlineData("fifo")]
    public async Task Find_SomethingMountedOverPasswd_IsRefusedAndNotWaitedFor(string what)
    {
        var source = what == "fifo" ? Path.Combine(_folder.FullName, "fifo") : what;
        var start = new ProcessStartInfo("unshare") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var arg in new[]
        {
            "--mount", "--propagation", "private", "sh", "-c",
            $"[ -e {source} ] || mkfifo {source}; mount --bind $(echo {source} | sed s,self,$$,) /etc/passwd && echo mounted; read end", "x\ninsider:x:7:7:::\n",
        })
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        try
        {
            KernelFixture.Need(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) == "mounted", "This machine does not let the test mount in a namespace of its own.");
            using var directory = ProcDirectory.Open($"/proc/{process.Id}")!;

            var (name, refused) = await Task.Run(() => (UserOfRoot.Find(directory, 7, out var why, out _), why), TestContext.Current.CancellationToken)
                .WaitAsync(KernelFixture.Deadline, TestContext.Current.CancellationToken);

            Assert.Equal((null, UserOfRoot.NotARegularFile), (name, refused));
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Find_DirectoryOrTooLargeAFile_IsNotRead()
    {
        Directory.CreateDirectory(Passwd);
        Assert.Null(Find(7));
        Directory.Delete(Passwd);

        File.WriteAllText(Passwd, "insider:x:7:7:::\n" + new string('\n', 1 << 20));
        Assert.Null(Find(7));
    }

    [Theory]
    [InlineData(0, 100000u, 0u)]
    [InlineData(0, 165535u, 65535u)]
    [InlineData(0, 165536u, null)]
    [InlineData(0, 0u, null)]
    [InlineData(1, 1000u, 5u)]
    public void UidInside_OfTheMap_IsTheNumberInside(int line, uint outside, uint? inside)
        => Assert.Equal(inside, UserOfRoot.UidInside(line == 0 ? "         0     100000      65536\n" : "         0     100000      65536\n         5       1000          1\n", outside));

    private string? Find(uint uid)
    {
        using var directory = ProcDirectory.Open(_folder.FullName)!;
        return UserOfRoot.Find(directory, uid, out _, out _);
    }
}

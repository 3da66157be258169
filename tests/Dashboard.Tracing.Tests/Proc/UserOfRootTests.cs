using System.Diagnostics;
using Dashboard.Tracing.Proc;

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
        return UserOfRoot.Find(directory, uid);
    }
}

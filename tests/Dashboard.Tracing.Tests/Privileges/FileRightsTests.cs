using System.Runtime.Versioning;
using Dashboard.Tracing.Privileges;
using Xunit;

namespace Dashboard.Tracing.Tests.Privileges;

/// <summary>What another user may do with files.</summary>
[SupportedOSPlatform("linux")]
public sealed class FileRightsTests : IDisposable
{
    private static readonly ServerUser Other = new(65534, 65534, "", "/", CalledSudo: false);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rights-");

    public FileRightsTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may act as another user.");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void As_AnotherUser_ItsFilesAreThatUsersAndOthersAreClosed()
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder.FullName, "own")).FullName;
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(own, (UnixFileMode)0b111_111_111);
        var closed = Path.Combine(_folder.FullName, "closed");
        File.WriteAllText(closed, "");
        File.SetUnixFileMode(closed, UnixFileMode.UserRead);

        var made = Path.Combine(own, "made");
        FileRights.As(Other, () =>
        {
            Directory.CreateDirectory(made);
            return 0;
        });
        Assert.Equal(Other.Uid, FileRights.OwnerOf(made)!.Uid);
        Assert.Null(FileRights.OwnerOf(_folder.FullName));
        Assert.Throws<UnauthorizedAccessException>(() => FileRights.As(Other, () => File.ReadAllText(closed)));
        // Only that thread.
        Assert.Equal("", File.ReadAllText(closed));
    }

    [Fact]
    public void MayUse_OfAnotherUser_IsWhatTheKernelSays()
    {
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        var open = Path.Combine(_folder.FullName, "open");
        File.WriteAllText(open, "");
        var hidden = Directory.CreateDirectory(Path.Combine(_folder.FullName, "hidden"), UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;

        Assert.True(May(new(open, IsMade: false)));
        Assert.False(May(new(open, IsMade: true)));
        Assert.False(May(new(Path.Combine(_folder.FullName, "new/deep"), IsMade: true)));
        Assert.True(May(new("/tmp/lifecycle-not-there/deep", IsMade: true)));
        // The server says that a file is not there; a folder that is closed is another matter.
        Assert.True(May(new(Path.Combine(_folder.FullName, "missing"), IsMade: false)));
        Assert.False(May(new(Path.Combine(hidden, "missing"), IsMade: false)));

        static bool May(NeededFile file) => FileRights.As(Other, file.MayUse);
    }
}

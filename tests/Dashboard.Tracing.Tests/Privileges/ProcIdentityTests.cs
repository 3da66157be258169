using System.Globalization;
using Dashboard.Tracing.Privileges;
using Xunit;

namespace Dashboard.Tracing.Tests.Privileges;

/// <summary>What a question to the privileged part names a process by.</summary>
public sealed class ProcIdentityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_ANameWithBrackets_CountsFromTheLast()
    {
        var fields = Enumerable.Range(4, 40).Select(field => field.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(_folder.FullName, "stat"), $"77 (my (odd) S 1) name) S {string.Join(' ', fields)}\n");
        Assert.Equal(new ProcIdentity(77, 22), ProcIdentity.Of(_folder.FullName));
    }

    [Fact]
    public void Of_ADirectoryWithoutAProcess_IsNone() => Assert.Null(ProcIdentity.Of(_folder.FullName));

    [Fact]
    public void Link_WithADeviceAndAnInode_HasThem()
    {
        byte[] answer = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, .. "/bin"u8];
        var link = PrivilegedLink.Parse(answer)!.Value;
        Assert.Equal("/bin"u8, link.Text);
        Assert.Equal((2u, 3u, 1ul), link.File);
        Assert.Null(PrivilegedLink.Parse(answer.AsSpan(0, 19)));
    }
}

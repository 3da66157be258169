using Dashboard.Core.Feeds;
using Dashboard.Tracing.Platform;
using Xunit;

namespace Dashboard.Tracing.Tests.Platform;

public sealed class StartingUserTests
{
    private static string Status(string uid) => $"Name:\tdashboard\nUid:\t{uid}\t{uid}\t{uid}\t{uid}\nGid:\t0\t0\t0\t0\n";

    [Theory]
    [InlineData("1000", "0", "1001\n", 1000u, "alice")] // sudo
    [InlineData(null, "1001", "1000", 1001u, null)] // the user's own, as with capabilities of a file; no name in passwd
    [InlineData(null, "0", "1000\n", 1000u, "alice")] // su, or a login as another user
    [InlineData("0", "0", "1000", 1000u, "alice")] // root that called sudo
    [InlineData("x", "1000", "", 1000u, "alice")]
    public void Find_IsThePersonBehindRoot(string? sudo, string own, string login, uint uid, string? name)
        => Assert.Equal(new MachineUser(uid, name), Find(sudo, own, login));

    [Theory]
    [InlineData(null, "0", "4294967295")] // a service
    [InlineData("", "0", "0")]
    [InlineData(null, "0", "")]
    [InlineData("-1", "0", "99999999999")]
    public void Find_RootAlone_IsNone(string? sudo, string own, string login) => Assert.Null(Find(sudo, own, login));

    private static MachineUser? Find(string? sudo, string own, string login)
    {
        var passwd = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(passwd, "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n");
        try
        {
            return StartingUser.Find(sudo, Status(own), login, new UserNames(passwd));
        }
        finally
        {
            File.Delete(passwd);
        }
    }
}

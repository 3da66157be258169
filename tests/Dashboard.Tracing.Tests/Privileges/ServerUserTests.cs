using Dashboard.Tracing.Privileges;
using Xunit;

namespace Dashboard.Tracing.Tests.Privileges;

/// <summary>Who runs the server that root has started.</summary>
public sealed class ServerUserTests
{
    private static readonly string[] Passwd =
    [
        "root:x:0:0:root:/root:/bin/bash", "# a comment", "", "broken:x:7", "ann:x:1000:100:Ann,,,:/home/ann:/bin/sh", "nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin",
    ];

    [Fact]
    public void Find_CalledBySudo_IsTheCallerWithTheGroupOfSudo()
    {
        var user = ServerUser.Find("1000", "1001", Passwd);
        Assert.Equal(new ServerUser(1000, 1001, "ann", "/home/ann", CalledSudo: true), user);
        Assert.Equal("/home/ann/.local/state/lifecycle", user.State);
    }

    [Fact]
    public void Find_CalledByAUserThatPasswdDoesNotHave_HasTheNumbers()
        => Assert.Equal(new ServerUser(77, 78, "", "/", CalledSudo: true), ServerUser.Find("77", "78", Passwd));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    public void Find_ByRootItself_IsASystemUser(string? sudoUid)
    {
        Assert.Equal(new ServerUser(65534, 65533, "nobody", "/nonexistent", CalledSudo: false), ServerUser.Find(sudoUid, null, Passwd));
        Assert.Equal("/var/lib/lifecycle-server", ServerUser.Find(sudoUid, null, Passwd).State);
        Assert.Equal(900u, ServerUser.Find(sudoUid, null, [.. Passwd, "lifecycle:x:900:900::/:/bin/false"]).Uid);
        Assert.Equal(65534u, ServerUser.Find(sudoUid, null, [.. Passwd, "lifecycle:x:0:900::/:/bin/false"]).Uid);
        Assert.Equal((65534u, 65534u), ServerUser.Find(sudoUid, null, []) is { } last ? (last.Uid, last.Gid) : default);
    }

    [Theory]
    [InlineData("x", "1000")]
    [InlineData("-1", "1000")]
    [InlineData("4294967295", "1000")]
    [InlineData("99999999999", "1000")]
    [InlineData("1000", null)]
    [InlineData("1000", "0")]
    [InlineData(null, "1000")]
    public void Find_ByNumbersThatNameNoUserWithoutPrivileges_IsASystemUser(string? uid, string? gid)
        => Assert.Equal(new ServerUser(65534, 65533, "nobody", "/nonexistent", CalledSudo: false), ServerUser.Find(uid, gid, Passwd));
}

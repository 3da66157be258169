using Dashboard.Tracing.Bpf;

namespace Dashboard.Tracing.Tests.Bpf;

public sealed class ContextTextsTests
{
    private const string Id = "3f4e5d6c7b8a990123456789abcdef0123456789abcdef0123456789abcdef01";

    [Theory]
    [InlineData("/system.slice/docker-" + Id + ".scope", Id)]
    [InlineData("/docker/" + Id, Id)]
    [InlineData("/kubepods.slice/pod1/cri-containerd-" + Id + ".scope", Id)]
    [InlineData("/user.slice/user-1000.slice", null)]
    [InlineData("/" + Id + "00", null)]
    [InlineData(null, null)]
    public void ContainerId_OfCgroupPath_IsFound(string? cgroup, string? expected)
        => Assert.Equal(expected, ContainerIds.Find(cgroup));

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(136, 3, "pts/3")]
    [InlineData(4, 1, "tty1")]
    [InlineData(4, 64, "ttyS0")]
    [InlineData(204, 65, "204:65")]
    public void Tty_OfDevice_HasItsName(uint major, uint minor, string? expected)
        => Assert.Equal(expected, TtyNames.Find(major, minor));

    [Fact]
    public void CloneFlags_OfUnknownBit_AreWrittenAsNumber()
        => Assert.Equal(["CLONE_VM", "CLONE_INTO_CGROUP", "0x8000000000"], CloneFlagNames.Of(0x100 | 0x2_0000_0000 | 0x80_0000_0000));

    [Fact]
    public void UserName_OfRoot_IsRead() => Assert.Equal("root", new UserNames().Find(0));

    [Fact]
    public void Problem_OfSentence_IsApartFromTheFix()
    {
        var problem = new TracingUnavailableException("This is missing; that stops; run: sudo do-it");

        Assert.Equal(("This is missing; that stops.", "Run: sudo do-it"), (problem.Problem, problem.Fix));
    }
}

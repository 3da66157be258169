using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

public sealed class ContextTextsTests
{
    private const string Id = "3f4e5d6c7b8a990123456789abcdef0123456789abcdef0123456789abcdef01";
    private const string Other = "9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c";

    [Theory]
    [InlineData("/system.slice/docker-" + Id + ".scope", Id)]
    [InlineData("/machine.slice/libpod-" + Id + ".scope", Id)]
    [InlineData("/machine.slice/libpod-conmon-" + Id + ".scope", null)]
    [InlineData("/system.slice/crio-conmon-" + Id + ".scope", null)]
    [InlineData("/machine.slice/libpod-" + Id + ".scope/container", Id)]
    [InlineData("/libpod_parent/libpod-" + Id, Id)]
    [InlineData("/system.slice/web.service/libpod-payload-" + Id, Id)]
    [InlineData("/system.slice/web.service/runtime", null)]
    [InlineData("/machine.slice/systemd-nspawn@deb1.service/supervisor", null)]
    [InlineData("/machine.slice/systemd-nspawn@deb1.service/payload/system.slice", "deb1")]
    [InlineData("/supervisor", null)]
    [InlineData("/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod12345678_1234_1234_1234_123456789abc.slice/cri-containerd-" + Id + ".scope", Id)]
    [InlineData("/kubepods/burstable/pod12345678-1234-1234-1234-123456789abc/" + Id, Id)]
    [InlineData("/kubepods/besteffort/pod1/crio-" + Id, Id)]
    [InlineData("/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:" + Id, Id)]
    [InlineData("/default/" + Id, Id)]
    [InlineData("/docker/" + Other + "/docker/" + Id, Id)]
    [InlineData("/docker/" + Id + "/machine.slice/libpod-conmon-" + Other + ".scope", Id)]
    [InlineData("/docker/" + Id + "/system.slice/cron.service", Id)]
    [InlineData("/lxc.payload.web1", "web1")]
    [InlineData("/lxc.payload.web1/system.slice/ssh.service", "web1")]
    [InlineData("/lxc/web1", "web1")]
    [InlineData("/lxc.monitor.web1", null)]
    [InlineData("/machine.slice/machine-deb1.scope", "deb1")]
    [InlineData(@"/machine.slice/machine-deb\x2d1.scope/payload/system.slice", "deb-1")]
    [InlineData(@"/machine.slice/machine-qemu\x2d1\x2dvm.scope", null)]
    [InlineData("/machine.slice/systemd-nspawn@deb1.service", "deb1")]
    [InlineData("/ecs/0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef-1234567890", "0123456789abcdef0123456789abcdef-1234567890")]
    [InlineData("/build.slice/job-" + Id + ".service", null)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/app-flatpak-org.example.Y-12345.scope", null)]
    [InlineData("/user.slice/user-1000.slice", null)]
    [InlineData("/" + Id + "00", null)]
    [InlineData("/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Container_OfACgroupPath_IsTheInnermostThatIsNamed(string? cgroup, string? expected)
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

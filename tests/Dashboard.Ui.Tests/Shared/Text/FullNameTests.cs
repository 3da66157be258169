using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

/// <summary>What the kernel cut from a name, as far as it is known.</summary>
public sealed class FullNameTests
{
    [Theory]
    [InlineData("systemd-journal", "/usr/lib/systemd/systemd-journald", null, "d")]
    [InlineData("systemd-journal", null, "/usr/lib/systemd/systemd-journald", "d")]
    [InlineData("kworker/u8:0-ev", null, null, null)]
    [InlineData("fifteen-letters", "/bin/fifteen-letters", null, null)]
    [InlineData("renamed-by-pctl", "/usr/lib/systemd/systemd-journald", null, null)]
    [InlineData("short", "/bin/shorter-than-its-file", null, null)]
    [InlineData("dddddddddddddd\u00e9", "/bin/dddddddddddddd\u00e9xx", null, null)]
    public void CutFrom_Name_IsWhatFollowsTheKernelsPart(string comm, string? path, string? first, string? cut)
        => Assert.Equal(cut, FullName.CutFrom(comm, path, first is null ? null : [first, "--option"]));

    /// <summary>A first argument may be 128 KiB, and a process chooses it.</summary>
    [Fact]
    public void CutFrom_LongArgument_IsBounded()
        => Assert.Equal(48, FullName.CutFrom(new string('a', 15), null, [new string('a', 100_000)])!.Length);
}
